import { expect, it } from 'vitest'
import { packageOf } from './packages'

it.each([
  ['numa.h', 'numactl-devel'],
  ['numa', 'numactl-devel'],
  ['infiniband/verbs.h', 'rdma-core-devel'],
  ['openssl/evp.h', 'openssl-devel'],
  ['libcurl', 'libcurl-devel'],
  ['HDF5', 'hdf5-devel'],
  ['libelf.so', 'elfutils-libelf-devel'],
  ['boost/asio.hpp', 'boost-devel'],
])('%s is in %s', (name, rpm) => {
  expect(packageOf(name)?.rpm).toBe(rpm)
})

it.each(['main.h', 'linux/module.h', 'Python.h', 'mathtools', ''])('“%s” is in no package known', (name) => {
  expect(packageOf(name)).toBeUndefined()
})
