import type { BuildFacts } from './build-facts'

/**
 * The scripts of the components' steps, in the manner of ParallelCluster's own: short, without `set -e`, full of
 * sentences such as "Failing build." that a good run echoes as well.
 */
export const scripts = {
  value: (value: string) => `echo ${value}`,
  url: (name: string, url: string) => `${name}="${url}"\n[ -n "" ] && ${name}=""\necho "\${${name}}"`,
  operatingSystemRelease: ({ release }: BuildFacts) => {
    const [id, ...version] = release.split('.')
    return `FILE=/etc/os-release
if [ -f "\${FILE}" ]; then
  . "\${FILE}"
  echo "\${ID}\${VERSION_ID:+.\${VERSION_ID}}"
else
  echo "Cannot read \${FILE}. Failing build."
  exit 1
fi
ID="${id}"
VERSION_ID="${version.join('.')}"`
  },
  operatingSystemName: ({ release }: BuildFacts, known: readonly string[]) => `RELEASE='${release}'

case "\${RELEASE}" in
${known.map((name) => `  ${releasePattern(name)}) OS='${name}' ;;`).join('\n')}
  *)
    echo "Operating System '\${RELEASE}' is not supported. Failing build."
    exit 1
    ;;
esac

echo \${OS}`,
  platformName: ({ os }: BuildFacts) => `OS='${os}'

case "\${OS}" in
  alinux*|centos*|rhel*|rocky*) PLATFORM='RHEL' ;;
  ubuntu*) PLATFORM='DEBIAN' ;;
esac

echo \${PLATFORM}`,
  architecture: `ARCH=$(uname -m)
case \${ARCH} in
  x86_64) echo 'x86_64' ;;
  aarch64) echo 'arm64' ;;
  *)
    echo "Architecture '\${ARCH}' is not supported. Failing build."
    exit 1
    ;;
esac`,
  isOperatingSystemSupported: ({ release }: BuildFacts) => `RELEASE='${release}'
if ! echo "\${RELEASE}" | grep -Eq '^(amzn|ubuntu|rhel|rocky)'; then
  echo "This component does not support '\${RELEASE}'. Failing build."
  exit 1
fi
if [ "$(uname -m)" == 'aarch64' ] && ! echo "\${RELEASE}" | grep -Eq '^(amzn|ubuntu\\.2[024]|rhel\\.[89]|rocky\\.[89])'; then
  echo "This component does not support '\${RELEASE}' on ARM64 CPUs. Failing build."
  exit 1
fi`,
  installPrerequisite: ({ platform }: BuildFacts) =>
    platform === 'RHEL'
      ? `PLATFORM='RHEL'\nif [ \${PLATFORM} == RHEL ]; then\n  yum -y groupinstall development && yum -y install curl wget jq\nfi`
      : `PLATFORM='DEBIAN'\nif [ \${PLATFORM} == DEBIAN ]; then\n  apt-cache search build-essential\n  apt-get clean\n  apt-get update\n  apt-get -y install build-essential curl wget jq\nfi`,
  installCinc: (url: string) => `curl --retry 3 -L ${url} -o /tmp/cinc-install.sh
if [ $? -ne 0 ]; then
  echo "Downloading the Cinc installer failed. Failing build."
  exit 1
fi
bash /tmp/cinc-install.sh
/opt/cinc/embedded/bin/gem install --no-document berkshelf:8.0.7`,
  downloadCookbook: (url: string, name: string) => `mkdir -p /etc/chef && chown -R root:root /etc/chef
curl --retry 3 -L -o /etc/chef/aws-parallelcluster-cookbook.tgz ${url}
cd /tmp && tar -xzf /etc/chef/aws-parallelcluster-cookbook.tgz
cd ${name} && HOME=/tmp berks vendor /etc/chef/cookbooks --delete || (echo 'Vendoring cookbook failed.' && exit 1)`,
  installPClusterPackages: `echo "Calling chef-client with /etc/parallelcluster/image_dna.json"
cat /etc/parallelcluster/image_dna.json
cinc-client --local-mode --config /etc/chef/client.rb --log_level info --force-formatter --no-color --chef-zero-port 8889 --json-attributes /etc/parallelcluster/image_dna.json --override-runlist aws-parallelcluster-entrypoints::install`,
  createBootstrapFile: (name: string) =>
    `mkdir -p /opt/parallelcluster\nrm -f /opt/parallelcluster/.bootstrapped\necho ${name} | tee /opt/parallelcluster/.bootstrapped`,
  keepSsm: `if [ -f /tmp/imagebuilder_service/ssm_installed ]; then
  rm -rf /tmp/imagebuilder_service/ssm_installed
  echo "Keeping SSM agent installed"
else
  echo "SSM agent is installed by default"
fi`,
  amiCleanup: '/usr/local/sbin/ami_cleanup.sh',
  execute: (file: string) => `if ${file} ; then
  echo 'Script executed successfully'
else
  echo 'ERROR - Script execution failure. Exit code != 0'
  exit 1
fi`,
  download: (file: string, url: string) => `case "$(echo ${url} | cut -d: -f1)" in
  https) curl --retry 3 -L -o ${file} ${url} ;;
  s3) aws s3 cp ${url} ${file} ;;
  *)
    echo "Invalid script url"
    exit 1
    ;;
esac`,
}

function releasePattern(os: string): string {
  const [, name = '', version = ''] = os.match(/^([a-z]+)(\d+)$/) ?? []
  if (name === 'alinux') return `amzn.${version}`
  return name === 'ubuntu' ? `ubuntu.${version.slice(0, 2)}*` : `${name}.${version}*`
}
