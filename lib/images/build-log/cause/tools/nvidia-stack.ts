import { config, shell } from '../change'
import type { Tool } from '../tool'

/** What stands on NVIDIA’s driver: CUDA’s installer and libraries, DCGM, Fabric Manager, GDRCopy; and AMD’s ROCm. */
export const nvidiaStack: Tool = {
  name: 'CUDA, DCGM, GDRCopy and ROCm',
  failures: [
    {
      kind: 'driver',
      exits: [1, 254],
      line: /CUDA error: (no CUDA-capable device is detected|no kernel image is available.{0,40}|.{1,80})|CUDA driver version is insufficient for CUDA runtime version|The NVIDIA driver on your system is too old|Torch not compiled with CUDA enabled|Found no NVIDIA driver on your system|cudaErrorNoDevice|cudaGetDeviceCount\(\)? ?(?:returned|failed).{0,60}|no CUDA-capable device|CUDA_ERROR_NO_DEVICE|failed call to cuInit|torch\.cuda\.is_available\(\)/,
      cases: [
        {
          id: 'cuda-driver-too-old',
          when: (s) => /insufficient|too old/.test(s.line.said),
          says: 'The NVIDIA driver is older than the CUDA that a program was built with.',
          advice:
            'Install a newer driver, the cuda-compat package, or a build of the program for an older CUDA (torch … +cu118).',
          side: 'parentImage',
          again: 'useless',
          change: [shell('dnf -y install cuda-compat-12-4 || apt-get install -y cuda-compat-12-4')],
          example: ['CUDA driver version is insufficient for CUDA runtime version'],
        },
        {
          id: 'cuda-other-architecture',
          when: (s) => /kernel image/.test(s.line.said),
          says: 'A CUDA program holds no code for the GPU it runs on.',
          advice:
            'Compile it for the GPUs of the cluster (TORCH_CUDA_ARCH_LIST, CMAKE_CUDA_ARCHITECTURES): T4 is 75, A100 80, A10G 86, L4 and L40S 89, H100 90.',
          side: 'script',
          again: 'useless',
          change: [shell('export TORCH_CUDA_ARCH_LIST="7.5;8.0;8.6;9.0"')],
          example: ['RuntimeError: CUDA error: no kernel image is available for execution on the device'],
        },
        {
          id: 'cuda-cpu-build',
          when: (s) => /not compiled/.test(s.line.said),
          says: 'PyTorch was installed without CUDA.',
          advice:
            'Name the index with CUDA builds when installing it; on arm64, and in a conda environment that found no GPU, the CPU build is chosen silently.',
          side: 'script',
          again: 'useless',
          change: [shell('pip install torch --index-url https://download.pytorch.org/whl/cu121')],
          proven: true,
          example: ['AssertionError: Torch not compiled with CUDA enabled'],
        },
        {
          id: 'cuda-no-gpu',
          says: 'A test or program wanted a GPU, and the build instance has none (or no driver for it yet).',
          advice: 'Build on a GPU instance, or leave such tests to an instance of the finished image.',
          side: 'configuration',
          again: 'useless',
          change: [config('Build/InstanceType', 'g4dn.xlarge')],
          example: ['RuntimeError: CUDA error: no CUDA-capable device is detected'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1, 249, 255],
      line: /Unable to connect to host engine|Host engine connection (?:invalid|disconnected)|Failed to start (?:DCGM Server|embedded): ?(.{0,40})|(?:err|Error): .{0,20}(?:Failed to start DCGM|nv-hostengine).{0,100}|Error: unable to establish a connection to the specified host/,
      cases: [
        {
          id: 'dcgm-host-engine',
          says: 'DCGM’s tool found no running host engine.',
          advice:
            'Start nvidia-dcgm first; without a GPU and driver it does not start at all: leave the check to an instance of the finished image.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl start nvidia-dcgm && dcgmi discovery -l')],
          example: ['Error: unable to establish a connection to the specified host: localhost'],
        },
      ],
    },
    {
      kind: 'driver',
      exits: [1],
      line: /NV_WARN_NOTHING_TO_DO|request to query NVSwitch device|[Ff]abric ?[Mm]anager.{0,60}(?:NVSwitch|no (?:devices|switch)).{0,60}|Failed to query NVIDIA devices|nvidia-persistenced.{0,60}failed|detected pre-NVL5 system|\/dev\/nvidia\* ?\)? ?exist/,
      cases: [
        {
          id: 'nvidia-service-no-hardware',
          says: 'An NVIDIA service was started on an instance that does not have its hardware (no GPU, or no NVSwitch for Fabric Manager).',
          advice:
            'Only enable it while building (systemctl enable): it starts where the hardware is. Fabric Manager is for p4d, p5 and the like.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl enable nvidia-fabricmanager nvidia-persistenced')],
          example: [
            'request to query NVSwitch device information from NVSwitch driver failed with error:WARNING Nothing to do [NV_WARN_NOTHING_TO_DO]',
          ],
        },
      ],
    },
    {
      kind: 'driver',
      exits: [1],
      line: /Existing package manager installation of the driver found|It is (?:strongly )?recommended that you remove th(?:is|e) (?:existing|before)|A previous installation of the (?:driver|CUDA).{0,60}|The package that is already installed is named nvidia|An alternate method of installing the NVIDIA driver was detected/,
      cases: [
        {
          id: 'nvidia-installed-otherwise',
          says: 'NVIDIA’s installer found a driver that came by packages, and stops: the two must not be mixed.',
          advice:
            'Leave the driver out of the installer (--toolkit --override for CUDA), or remove the packages first. ParallelCluster and DLAMI images bring a driver.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('sh cuda_<version>_linux.run --silent --toolkit --override')],
          proven: true,
          example: [
            'Existing package manager installation of the driver found. It is strongly recommended that you remove this before continuing.',
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1, 100],
      line: /^(?:Error: Package: )?-? ?(?:package )?((?:cuda-drivers|nvidia-driver|nvidia-fabric|nvidia-kmod|libnvidia|datacenter-gpu-manager|nvidia-imex|libnvidia-nscq|nvidia-open|kmod-nvidia)\S{0,80}) .{0,40}(?:requires|conflicts with|Requires:|obsoletes) .{0,160}|^(?:Requires|Depends): ((?:nvidia|cuda-drivers|libnvidia)\S{0,60}) = \S|^((?:cuda-drivers|nvidia-\S{1,40}|libnvidia-\S{1,40}|datacenter-gpu-manager\S{0,20}|cuda-\S{1,40})) : (?:Pre-)?Depends: .{1,120} but/,
      cases: [
        {
          id: 'nvidia-versions-mixed',
          says: 'NVIDIA’s packages do not fit each other: $1 wants another version of the driver than is installed or chosen.',
          advice:
            'All of them must have one driver version and come from one repository. Name the version for each (driver, Fabric Manager, NSCQ, IMEX), hold it (versionlock, apt-mark hold), and disable the second repository; a module stream of RHEL must be reset before another is chosen.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'V=$(modinfo -F version nvidia)',
              'dnf -y install nvidia-fabric-manager-$V || apt-get install -y "nvidia-fabricmanager-$(echo $V | cut -d. -f1)=$V-1"',
            ),
          ],
          example: [
            'Error: Package: cuda-drivers-fabricmanager-470-470.182.03-1.x86_64 (vendor-nvidia) requires nvidia-fabric-manager = 470.182.03',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /nv-p2p\.h: No such file|fatal error: (cuda(?:_runtime)?\.h|cuda_runtime_api\.h|nccl\.h|cublas_v2\.h|nvml\.h|cudnn\.h): No such file|NVIDIA driver sources? (?:not found|.{0,40}missing)|(?:Can't|Cannot) find (?:nvidia driver|NVIDIA driver) sources?|Could not find (?:libcuda|nvml|libnvidia-ml)|cannot find -l(cuda|cudart|nvidia-ml|nccl|cublas)\b/,
      cases: [
        {
          id: 'nvidia-driver-source',
          when: (s) => /p2p|driver source/i.test(s.line.said),
          says: 'GDRCopy’s module needs the source of the NVIDIA driver, which is not on the image.',
          advice:
            'Install the driver with DKMS (its source then lies under /usr/src/nvidia-…), before GDRCopy is built.',
          side: 'script',
          again: 'useless',
          change: [shell('make driver NVIDIA_SRC_DIR=$(ls -d /usr/src/nvidia-*/nvidia)')],
          example: ['gdrdrv.c:39:10: fatal error: nv-p2p.h: No such file or directory'],
        },
        {
          id: 'cuda-not-found',
          says: (s) =>
            `CUDA or a library of it was not found by the compiler${s.name() ? ` (${s.name()})` : ''}.`,
          advice:
            'Install the toolkit or library (libnccl-dev, cudnn), and tell where it is. Without a driver, link against lib64/stubs.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'export CUDA_HOME=/usr/local/cuda CPATH=/usr/local/cuda/include',
              'export LIBRARY_PATH=/usr/local/cuda/lib64:/usr/local/cuda/lib64/stubs PATH=/usr/local/cuda/bin:$PATH',
            ),
          ],
          example: ['src/a.cc:3:10: fatal error: cuda_runtime.h: No such file or directory'],
        },
      ],
    },
    {
      kind: 'repository',
      exits: [1, 100],
      line: /^Modular dependency problems?:|nothing provides (?:requested )?module\((\S{1,60})\)|broken groups or modules: (.{1,80})|It is not possible to switch enabled streams of a module|The operation would result in switching of module '([^']{1,60})'/,
      cases: [
        {
          id: 'module-switch',
          when: (s) => /switch/.test(s.line.said),
          says: 'dnf does not change the stream of a module by itself.',
          advice: 'Reset the module, then enable the wanted stream.',
          side: 'parentImage',
          again: 'useless',
          change: [
            shell('dnf -y module reset nvidia-driver', 'dnf -y module install nvidia-driver:open-dkms'),
          ],
          proven: true,
          example: [
            'Error: It is not possible to switch enabled streams of a module unless explicitly enabled via configuration option module_stream_switch.',
          ],
        },
        {
          id: 'module-stream-absent',
          says: 'dnf does not find the module stream $1 in its repositories.',
          advice:
            'Streams differ between releases and repositories; newer repositories have no modules at all (install the packages by name). Look at the list, and check that the vendor’s repository is for this release.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf module list nvidia-driver')],
          example: ['broken groups or modules: nvidia-driver:latest-dkms'],
        },
      ],
    },
    {
      kind: 'driver',
      exits: [1],
      line: /^(?:ERROR|Error|error): ?(?:[Uu]nsupported|[Uu]nrecognized) (?:OS|distro|version).{0,60}(?:amdgpu|rocm|ROCm).{0,60}|amdgpu-install: (.{1,160})|ROCk module is NOT loaded|Unable to open \/dev\/kfd|hipErrorNoDevice|^(?:rocm-\S{1,30}|amdgpu-\S{1,30}) : Depends: .{1,120}/,
      cases: [
        {
          id: 'rocm',
          says: (s) =>
            `AMD’s driver or ROCm was not installed or found no GPU: ${s.line.said.slice(0, 140)}.`,
          advice:
            'ROCm supports few releases and kernels: check its list. On an instance without an AMD GPU (g4ad) install it with --no-dkms and leave tests out.',
          side: 'script',
          again: 'useless',
          change: [shell('amdgpu-install -y --usecase=rocm --no-dkms')],
          example: ['ROCk module is NOT loaded, possibly no GPU devices'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^configure: WARNING: (?:The EFA provider requires|efa provider was requested|.{0,40}provider was requested, but cannot be compiled)|^configure: error: .{0,60}(?:libfabric|rdma-core|verbs|EFA|ibverbs).{0,80}|version [`'](?:EFA|IBVERBS|FABRIC|RDMACM)_[\d.]+' not found/,
      cases: [
        {
          id: 'efa-library-mix',
          when: (s) => /not found/.test(s.line.said),
          says: 'Libraries of EFA’s installer and of the distribution’s rdma-core are mixed: one is older than the other expects.',
          advice:
            'Run the EFA installer last, on the image itself: it replaces rdma-core. Do not copy /opt/amazon from elsewhere, and keep MLNX_OFED away from it.',
          side: 'script',
          again: 'useless',
          change: [shell('./efa_installer.sh -y')],
          example: [
            "/opt/amazon/efa/lib64/libfabric.so.1: version `EFA_1.4' not found (required by libfabric.so.1)",
          ],
        },
        {
          id: 'libfabric-efa-headers',
          says: 'A program is built with EFA, and the headers of rdma-core or libfabric are missing or too old.',
          advice: 'Run the EFA installer first, and point to what it installs.',
          side: 'script',
          again: 'useless',
          change: [shell('./configure --with-libfabric=/opt/amazon/efa --enable-efa')],
          example: ['configure: error: libfabric was requested but its headers are missing'],
        },
      ],
    },
  ],
}
