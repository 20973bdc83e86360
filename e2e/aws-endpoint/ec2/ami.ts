export type AmiRecord = {
  imageId: string
  name: string
  description?: string
  state: 'available' | 'pending' | 'failed' | 'deregistered'
  architecture: 'x86_64' | 'arm64'
  creationTime: number
  /** Whose it is, where it is not the account's own. */
  ownerId?: string
  tags: Record<string, string>
}
