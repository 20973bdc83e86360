import { expect, test } from 'vitest'
import { systemOfAmi } from './system-of-ami'

test.each([
  ['al2023-ami-2023.9.20260901.0-kernel-6.1-x86_64', 'alinux2023'],
  ['amzn2-ami-kernel-5.10-hvm-2.0.20260801.0-x86_64-gp2', 'alinux2'],
  ['ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260901', 'ubuntu2204'],
  ['aws-parallelcluster-3.13.0-ubuntu-2404-lts-hvm-x86_64-202604101010', 'ubuntu2404'],
  ['aws-parallelcluster-3.13.0-amzn2023-hvm-x86_64-202604101010', 'alinux2023'],
  ['arn:aws:imagebuilder:us-east-1:aws:image/ubuntu-server-22-lts-x86/x.x.x', 'ubuntu2204'],
  ['arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2-x86/2026.9.1', 'alinux2'],
  ['RHEL-9.6.0_HVM-20260710-x86_64-0-Hourly2-GP3', 'rhel9'],
  ['Rocky-9-EC2-Base-9.6-20260601.0.x86_64', 'rocky9'],
  ['ami-08a0d1e16fc3f61ea', undefined],
])('%s', (name, system) => {
  expect(systemOfAmi(name)).toBe(system)
})
