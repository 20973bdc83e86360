import type { BuildFacts } from './build-facts'
import type { BuildLog } from './build-log'
import { startBuildStage } from './build-stages'
import { writeResourceError } from './chef-error'
import { ChefRun } from './chef-run'
import type { Failure } from './failed-build'
import { installPClusterPackages, prepareCookbook } from './parallelcluster-component'
import { converge } from './recipes'
import { writeUpdateOs } from './update-os-component'

/** dnf finds no kernel-devel for the running kernel: a bash resource, its ShellOut block, exit 1. */
export function failAtKernelDevel(log: BuildLog, facts: BuildFacts): Failure {
  const wanted = `kernel-devel-${facts.kernel}`
  const output = [
    '---- Begin output of "bash"  ----',
    'STDOUT: = Starting Amazon Elastic Fabric Adapter Installation Script =',
    '== Installing EFA dependencies ==',
    'Last metadata expiration check: 0:03:12 ago.',
    'No match for argument: infiniband-diags-compat',
    'STDERR: Main config did not have a skip_missing_names_on_install attr. before setopt',
    `Error: Unable to find a match: ${wanted}`,
    '---- End output of "bash"  ----',
    'Ran "bash"  returned 1',
  ]
  return failInRecipe(log, facts, 'aws-parallelcluster-environment::efa', (chef) => {
    chef.resource('package[environment-modules]', 'install', 'up to date')
    chef.log.stdout('  * efa[Install EFA] action setup')
    chef.log.stdout('    * bash[install efa] action run')
    chef.log.wait(38)
    for (const line of ['== Installing EFA dependencies ==', `Error: Unable to find a match: ${wanted}`]) {
      chef.log.stdout(`      [execute] ${line}`)
    }
    const shellOut = "Expected process to exit with [0], but received '1'"
    const bash = {
      resource: 'bash[install efa]',
      action: 'run',
      exception: 'Mixlib::ShellOut::ShellCommandFailed',
      message: [shellOut, ...output],
      cookbook: 'aws-parallelcluster-environment',
      recipe: 'install',
      file: 'resources/efa/partial/_common.rb',
      lineNumber: 84,
      declaration: [
        '  bash "install efa" do',
        '    cwd node["cluster"]["sources_dir"]',
        '    code efa_install_script',
        '  end',
      ],
      properties: ['action [:run]', 'default_guard_interpreter :default', 'command nil', 'live_stream true'],
      indent: 6,
    }
    writeResourceError(chef, bash)
    writeResourceError(chef, {
      ...bash,
      resource: 'efa[Install EFA]',
      action: 'setup',
      recipe: 'install',
      file: 'recipes/install.rb',
      lineNumber: 22,
      declaration: ["efa 'Install EFA'"],
      properties: ['action [:setup]'],
      indent: 4,
    })
    return [
      'Mixlib::ShellOut::ShellCommandFailed: efa[Install EFA] (aws-parallelcluster-environment::install line 22) had an error: ' +
        `Mixlib::ShellOut::ShellCommandFailed: bash[install efa] (aws-parallelcluster-environment::install line 84) had an error: Mixlib::ShellOut::ShellCommandFailed: ${shellOut}`,
      ...output,
    ]
  })
}

/** apt has no Lustre modules for a kernel that is newer than they are: three retries, then a nested block. */
export function failAtLustre(log: BuildLog, facts: BuildFacts): Failure {
  const modules = `lustre-client-modules-${facts.kernel}`
  const resource = `apt_package[${modules}, lustre-client-modules-aws, initramfs-tools]`
  return failInRecipe(log, facts, 'aws-parallelcluster-environment::lustre', (chef) => {
    chef.log.stdout('  * lustre[Install FSx options] action setup')
    chef.log.stdout(`    * ${resource} action install`)
    for (const left of ['3 attempts', '2 attempts', '1 attempt']) {
      chef.info(`Retrying execution of ${resource}, ${left} left`)
      chef.log.wait(5)
    }
    const message = `No candidate version available for ${modules}`
    chef.log.stdout(`      * ${message}`)
    const inner = {
      resource,
      action: 'install',
      exception: 'Chef::Exceptions::Package',
      message: [message],
      cookbook: 'aws-parallelcluster-environment',
      recipe: 'install',
      file: 'resources/lustre/partial/_install_lustre_debian.rb',
      lineNumber: 31,
      declaration: [
        '  package %W(lustre-client-modules-#{kernel} lustre-client-modules-aws initramfs-tools) do',
        '    retries 3',
        '    retry_delay 5',
        '  end',
      ],
      properties: [
        `package_name ["${modules}", "lustre-client-modules-aws", "initramfs-tools"]`,
        'action [:install]',
        'retries 3',
        'retry_delay 5',
      ],
      indent: 6,
    }
    writeResourceError(chef, inner)
    writeResourceError(chef, {
      ...inner,
      resource: 'lustre[Install FSx options]',
      action: 'setup',
      file: 'recipes/install.rb',
      lineNumber: 27,
      declaration: ['lustre "Install FSx options"'],
      properties: ['action [:setup]'],
      indent: 4,
    })
    return [
      'Chef::Exceptions::Package: lustre[Install FSx options] (aws-parallelcluster-environment::install line 27) had an error: ' +
        `Chef::Exceptions::Package: ${resource} (aws-parallelcluster-environment::install line 31) had an error: Chef::Exceptions::Package: ${message}`,
    ]
  })
}

/** The root volume is full while Slurm compiles. */
export function failAtDiskFull(log: BuildLog, facts: BuildFacts): Failure {
  const message =
    'No space left on device @ io_write - /opt/parallelcluster/sources/.chef-slurm-24-05-8-1.tar.gz'
  return failInRecipe(log, facts, 'aws-parallelcluster-slurm::install_slurm', (chef) => {
    const resource = 'remote_file[/opt/parallelcluster/sources/slurm-24-05-8-1.tar.gz]'
    chef.resource('user[slurm]', 'create', ['create user slurm'])
    chef.log.stdout(`  * ${resource} action create`)
    chef.log.wait(11)
    writeResourceError(chef, {
      resource,
      action: 'create',
      exception: 'Errno::ENOSPC',
      message: [message],
      cookbook: 'aws-parallelcluster-slurm',
      recipe: 'install_slurm',
      file: 'recipes/install/install_slurm.rb',
      lineNumber: 44,
      declaration: [
        'remote_file slurm_tarball do',
        '  source node["cluster"]["slurm"]["url"]',
        "  mode '0644'",
        'end',
      ],
      properties: ['action [:create]', 'mode "0644"', 'atomic_update true'],
    })
    return [
      `Errno::ENOSPC: ${resource} (aws-parallelcluster-slurm::install_slurm line 44) had an error: Errno::ENOSPC: ${message}`,
    ]
  })
}

/** Converges up to `recipe`, lets `fail` write the error and give the FATAL lines, and ends the run. */
function failInRecipe(
  log: BuildLog,
  facts: BuildFacts,
  recipe: string,
  fail: (chef: ChefRun) => readonly string[],
): Failure {
  startBuildStage(log, facts)
  if (facts.updateOs) writeUpdateOs(log, facts)
  prepareCookbook(log, facts)
  let fatal: readonly string[] = []
  installPClusterPackages(log, facts, {
    stdout: (out) => {
      const chef = new ChefRun(out, facts)
      converge(chef, recipe)
      chef.recipe(recipe)
      fatal = fail(chef)
      chef.fail(fatal)
    },
    exitCode: 1,
  })
  log.finish('failure')
  return {
    component: undefined,
    stepName: 'InstallPClusterPackages',
    errorMessage: fatal.at(-1) ?? 'exit status 1',
  }
}
