import 'server-only'

const accountInArn = /(\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)\d{12}(?=[:/])/g

/** Covers the account number of every ARN in a text: `arn:aws:logs:us-east-1:************:log-group:…`. */
export function maskAccountIds(text: string): string {
  return text.replace(accountInArn, '$1************')
}
