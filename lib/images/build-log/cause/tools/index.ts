import type { Tool } from '../tool'
import { ansible } from './ansible'
import { apt } from './apt'
import { archives } from './archives'
import { aws } from './aws'
import { awsSetup } from './aws-setup'
import { boot } from './boot'
import { cargo } from './cargo'
import { checks } from './checks'
import { chef } from './chef'
import { chefRun } from './chef-run'
import { cmake } from './cmake'
import { compiler } from './compiler'
import { conda } from './conda'
import { condaSetup } from './conda-setup'
import { directoryServices } from './directory-services'
import { dnf } from './dnf'
import { docker } from './docker'
import { drivers } from './drivers'
import { easyBuild } from './easybuild'
import { environment } from './environment'
import { filesystems } from './filesystems'
import { git } from './git'
import { gpg } from './gpg'
import { hardening } from './hardening'
import { http } from './http'
import { imageBuilder } from './image-builder'
import { java } from './java'
import { languageSetup } from './language-setup'
import { lockFiles } from './lock-files'
import { lookAlikes } from './look-alikes'
import { lustre } from './lustre'
import { machine } from './machine'
import { misc } from './misc'
import { network } from './network'
import { networkFileSystems } from './network-file-systems'
import { node } from './node'
import { nvidiaStack } from './nvidia-stack'
import { parallelCluster } from './parallelcluster'
import { plain } from './plain'
import { prompts } from './prompts'
import { python } from './python'
import { pythonReleases } from './python-releases'
import { pythonVersions } from './python-versions'
import { r } from './r'
import { ruby } from './ruby'
import { runtimes } from './runtimes'
import { securityPolicies } from './security-policies'
import { serviceExits } from './service-exits'
import { shell } from './shell'
import { silent } from './silent'
import { slurm } from './slurm'
import { slurmDaemons } from './slurm-daemons'
import { smallTools } from './small-tools'
import { spack } from './spack'
import { storage } from './storage'
import { systemd } from './systemd'
import { textTools } from './text-tools'
import { toolchains } from './toolchains'
import { windows } from './windows'
import { windowsImage } from './windows-image'
import { windowsSetup } from './windows-setup'

/** The tools that are known, the one that knows most exactly first: of two that know a line, the first speaks. */
export const tools: readonly Tool[] = [
  parallelCluster,
  hardening,
  lookAlikes,
  toolchains,
  textTools,
  pythonVersions,
  pythonReleases,
  windowsImage,
  nvidiaStack,
  runtimes,
  slurmDaemons,
  easyBuild,
  spack,
  directoryServices,
  networkFileSystems,
  filesystems,
  securityPolicies,
  gpg,
  serviceExits,
  environment,
  lockFiles,
  smallTools,
  awsSetup,
  windowsSetup,
  condaSetup,
  chefRun,
  languageSetup,
  machine,
  drivers,
  slurm,
  storage,
  misc,
  lustre,
  dnf,
  apt,
  boot,
  python,
  conda,
  r,
  node,
  ruby,
  cargo,
  java,
  cmake,
  compiler,
  imageBuilder,
  aws,
  git,
  docker,
  systemd,
  ansible,
  http,
  network,
  windows,
  chef,
  checks,
  archives,
  prompts,
  shell,
]

/** All of them, with the one whose lines are commands, and the one that speaks for every other program. */
export const allTools: readonly Tool[] = [...tools, silent, plain]
