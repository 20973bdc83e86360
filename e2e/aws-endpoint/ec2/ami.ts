export type AmiRecord = {
  imageId: string
  name: string
  description?: string
  state: 'available' | 'pending' | 'failed' | 'deregistered'
  architecture: 'x86_64' | 'arm64'
  creationTime: number
  tags: Record<string, string>
}
