import type { Change } from '../../outline-schema'
import { shell } from '../change'

/** Which packages hold a header or library, by the name that compilers, pkg-config, CMake or configure give it. */
const PACKAGES: readonly [RegExp, string, string][] = [
  [/^(?:zlib\.h|zconf\.h|z|zlib|libz)$/i, 'zlib1g-dev', 'zlib-devel'],
  [/^(?:openssl\/.*|ssl|crypto|openssl|libssl|libcrypto)$/i, 'libssl-dev', 'openssl-devel'],
  [/^(?:curl\/.*|curl|libcurl)$/i, 'libcurl4-openssl-dev', 'libcurl-devel'],
  [/^(?:numa\w*\.h|numa|libnuma)$/i, 'libnuma-dev', 'numactl-devel'],
  [/^(?:hwloc(?:\.h|\/.*)?|libhwloc)$/i, 'libhwloc-dev', 'hwloc-devel'],
  [/^(?:event2?\/.*|event2?|event\.h|libevent\w*)$/i, 'libevent-dev', 'libevent-devel'],
  [/^(?:munge(?:\.h)?|libmunge)$/i, 'libmunge-dev', 'munge-devel'],
  [/^(?:pmix(?:_\w+)?(?:\.h)?|libpmix)$/i, 'libpmix-dev', 'pmix-devel'],
  [/^(?:security\/pam.*|pam|libpam)$/i, 'libpam0g-dev', 'pam-devel'],
  [/^(?:readline(?:\/.*)?|libreadline)$/i, 'libreadline-dev', 'readline-devel'],
  [/^(?:n?curses(?:w|\.h|\/.*)?|term\.h|tinfo|libtinfo)$/i, 'libncurses-dev', 'ncurses-devel'],
  [/^(?:ffi(?:\.h)?|libffi)$/i, 'libffi-dev', 'libffi-devel'],
  [/^(?:libxml\/.*|xml2|libxml-?2(?:\.0)?)$/i, 'libxml2-dev', 'libxml2-devel'],
  [/^(?:libxslt\/.*|xslt|libxslt)$/i, 'libxslt1-dev', 'libxslt-devel'],
  [/^(?:yaml\.h|yaml(?:-0\.1)?|libyaml)$/i, 'libyaml-dev', 'libyaml-devel'],
  [/^(?:json-c(?:\/.*)?|libjson-c)$/i, 'libjson-c-dev', 'json-c-devel'],
  [/^(?:jwt\.h|jwt|libjwt)$/i, 'libjwt-dev', 'libjwt-devel'],
  [/^(?:http_parser(?:\.h)?|libhttp_parser)$/i, 'libhttp-parser-dev', 'http-parser-devel'],
  [
    /^(?:mysql(?:\.h|\/.*|client)?|mariadb(?:client)?|libmysqlclient)$/i,
    'default-libmysqlclient-dev',
    'mariadb-connector-c-devel',
  ],
  [/^(?:libpq-fe\.h|pq|libpq|postgresql)$/i, 'libpq-dev', 'libpq-devel'],
  [/^(?:sqlite3?(?:\.h)?|libsqlite3)$/i, 'libsqlite3-dev', 'sqlite-devel'],
  [/^(?:bzlib\.h|bz2|bzip2|libbz2)$/i, 'libbz2-dev', 'bzip2-devel'],
  [/^(?:lzma(?:\.h)?|liblzma)$/i, 'liblzma-dev', 'xz-devel'],
  [/^(?:zstd(?:\.h)?|libzstd)$/i, 'libzstd-dev', 'libzstd-devel'],
  [/^(?:lz4(?:\.h)?|liblz4)$/i, 'liblz4-dev', 'lz4-devel'],
  [/^(?:gmp(?:xx)?(?:\.h)?|libgmp)$/i, 'libgmp-dev', 'gmp-devel'],
  [/^(?:mpfr(?:\.h)?|libmpfr)$/i, 'libmpfr-dev', 'mpfr-devel'],
  [/^(?:boost(?:\/.*|_\w+)?)$/i, 'libboost-all-dev', 'boost-devel'],
  [/^(?:hdf5(?:\.h|_\w+)?|libhdf5)$/i, 'libhdf5-dev', 'hdf5-devel'],
  [/^(?:netcdf(?:\.h|f)?|libnetcdf)$/i, 'libnetcdf-dev', 'netcdf-devel'],
  [/^(?:fftw3?(?:\.h|f|_\w+)?|libfftw3)$/i, 'libfftw3-dev', 'fftw-devel'],
  [/^(?:cblas\.h|lapacke?(?:\.h)?|blas|cblas|openblas|libopenblas)$/i, 'libopenblas-dev', 'openblas-devel'],
  [/^(?:gsl(?:\/.*)?|libgsl)$/i, 'libgsl-dev', 'gsl-devel'],
  [/^(?:eigen3?(?:\/.*)?)$/i, 'libeigen3-dev', 'eigen3-devel'],
  [
    /^(?:infiniband\/.*|rdma\/rdma.*|ibverbs|rdmacm|libibverbs|librdmacm)$/i,
    'libibverbs-dev librdmacm-dev',
    'rdma-core-devel',
  ],
  [/^(?:libudev\.h|udev|libudev)$/i, 'libudev-dev', 'systemd-devel'],
  [/^(?:systemd\/.*|systemd|libsystemd)$/i, 'libsystemd-dev', 'systemd-devel'],
  [/^(?:dbus\/.*|dbus(?:-1)?|libdbus)$/i, 'libdbus-1-dev', 'dbus-devel'],
  [/^(?:uuid\/.*|uuid|libuuid)$/i, 'uuid-dev', 'libuuid-devel'],
  [/^(?:sys\/capability\.h|cap|libcap)$/i, 'libcap-dev', 'libcap-devel'],
  [/^(?:seccomp(?:\.h)?|libseccomp)$/i, 'libseccomp-dev', 'libseccomp-devel'],
  [/^(?:selinux\/.*|selinux|libselinux)$/i, 'libselinux1-dev', 'libselinux-devel'],
  [/^(?:libaudit\.h|audit)$/i, 'libaudit-dev', 'audit-libs-devel'],
  [/^(?:g?elf\.h|libelf(?:\.h)?|elf)$/i, 'libelf-dev', 'elfutils-libelf-devel'],
  [/^(?:dwarf\.h|elfutils\/.*|libdw|dw)$/i, 'libdw-dev', 'elfutils-devel'],
  [/^(?:ldap\.h|lber\.h|ldap|lber|libldap)$/i, 'libldap2-dev', 'openldap-devel'],
  [/^(?:sasl\/.*|sasl2|libsasl2)$/i, 'libsasl2-dev', 'cyrus-sasl-devel'],
  [/^(?:krb5\.h|gssapi(?:\/.*|\.h)?|krb5|libkrb5|krb5-gssapi)$/i, 'libkrb5-dev', 'krb5-devel'],
  [/^(?:expat(?:\.h)?|libexpat)$/i, 'libexpat1-dev', 'expat-devel'],
  [/^(?:glib\.h|glib-2\.0|gio-2\.0|gobject-2\.0)$/i, 'libglib2.0-dev', 'glib2-devel'],
  [/^(?:lua\.h|lua(?:5\.\d)?)$/i, 'liblua5.3-dev', 'lua-devel'],
  [/^(?:X11\/.*|x11|X11)$/, 'libx11-dev', 'libX11-devel'],
  [/^(?:GL\/.*|gl|GL|OpenGL)$/, 'libgl-dev', 'mesa-libGL-devel'],
  [/^(?:png\.h|png\d{0,2}|libpng)$/i, 'libpng-dev', 'libpng-devel'],
  [/^(?:jpeglib\.h|jpeg|libjpeg)$/i, 'libjpeg-dev', 'libjpeg-turbo-devel'],
  [/^(?:tiff(?:io)?\.h|tiff|libtiff-?4?)$/i, 'libtiff-dev', 'libtiff-devel'],
  [/^(?:ft2build\.h|freetype2?)$/i, 'libfreetype-dev', 'freetype-devel'],
  [/^(?:fontconfig(?:\/.*)?)$/i, 'libfontconfig1-dev', 'fontconfig-devel'],
  [/^(?:pcre2(?:\.h|-\d+)?|libpcre2(?:-8)?)$/i, 'libpcre2-dev', 'pcre2-devel'],
  [/^(?:pcre(?:\.h)?|libpcre)$/i, 'libpcre3-dev', 'pcre-devel'],
  [/^(?:archive(?:_\w+)?\.h|libarchive)$/i, 'libarchive-dev', 'libarchive-devel'],
  [/^(?:fuse3?(?:\.h|\/.*)?)$/i, 'libfuse3-dev', 'fuse3-devel'],
  [/^(?:libmount(?:\/.*|\.h)?|mount)$/i, 'libmount-dev', 'libmount-devel'],
  [/^(?:blkid(?:\/.*)?|libblkid)$/i, 'libblkid-dev', 'libblkid-devel'],
  [/^(?:ltdl(?:\.h)?|libltdl)$/i, 'libltdl-dev', 'libtool-ltdl-devel'],
  [/^(?:pci\/.*|libpci|pciaccess)$/i, 'libpci-dev', 'pciutils-devel'],
  [/^(?:libssh2?(?:\.h|\/.*)?|ssh2)$/i, 'libssh2-1-dev', 'libssh2-devel'],
  [/^(?:git2(?:\.h)?|libgit2)$/i, 'libgit2-dev', 'libgit2-devel'],
  [
    /^(?:google\/protobuf\/.*|protobuf)$/i,
    'libprotobuf-dev protobuf-compiler',
    'protobuf-devel protobuf-compiler',
  ],
  [/^(?:sodium(?:\.h)?|libsodium)$/i, 'libsodium-dev', 'libsodium-devel'],
  [/^(?:keyutils(?:\.h)?|libkeyutils)$/i, 'libkeyutils-dev', 'keyutils-libs-devel'],
  [/^(?:bpf\/.*|bpf|libbpf)$/i, 'libbpf-dev', 'libbpf-devel'],
  [/^(?:aio\.h|libaio\.h|aio|libaio)$/i, 'libaio-dev', 'libaio-devel'],
  [/^(?:netlink\/.*|nl-3|libnl-3\.0|libnl-3)$/i, 'libnl-3-dev libnl-route-3-dev', 'libnl3-devel'],
]

/** How the package of a header or library is called on Ubuntu and Debian, and on RHEL and Amazon Linux. */
export function packageOf(name: string): { deb: string; rpm: string } | undefined {
  const bare = name.trim().replace(/^lib(?=\w{1,40}\.(?:so|a)\b)|\.(?:so|a)(?:\.\d+)*$/g, '')
  const found = PACKAGES.find(([pattern]) => pattern.test(bare))
  return found && { deb: found[1], rpm: found[2] }
}

/** The advice to install what holds it, by name where it is known. */
export function adviceToInstall(name: string, otherwise: string): string {
  const known = packageOf(name)
  return known
    ? `Install ${known.deb} on Ubuntu and Debian, ${known.rpm} on RHEL, Rocky and Amazon Linux. If it is installed, tell the compiler where (CPATH, LIBRARY_PATH, PKG_CONFIG_PATH).`
    : otherwise
}

export function installing(name: string): Change[] {
  const known = packageOf(name)
  return known ? [shell(`apt-get install -y ${known.deb} || dnf -y install ${known.rpm}`)] : []
}
