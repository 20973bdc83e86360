/**
 * What one rule of ACCESS_FILE lets its people read. A part that is left out stands for any: accounts are names of
 * ACCOUNTS, prefixes beginnings of image ids.
 */
export type ReadingRule = {
  accounts?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  imageIdPrefixes?: readonly string[] | undefined
}

/** What somebody may read: whatever one of the rules allows. Nothing without a rule. */
export type Rights = readonly ReadingRule[]

type Where = { account: string; region: string }

const allows = (allowed: readonly string[] | undefined, value: string) => allowed?.includes(value) ?? true

/** @param rights undefined where no ACCESS_FILE restricts anybody */
export function mayReadAccount(rights: Rights | undefined, account: string): boolean {
  return rights?.some(({ accounts }) => allows(accounts, account)) ?? true
}

/** Whether anything in that region of that account may be read. */
export function mayReadScope(rights: Rights | undefined, { account, region }: Where): boolean {
  return rights?.some(({ accounts, regions }) => allows(accounts, account) && allows(regions, region)) ?? true
}

export function mayReadImage(
  rights: Rights | undefined,
  { account, region }: Where,
  imageId: string,
): boolean {
  return (
    rights?.some(
      ({ accounts, regions, imageIdPrefixes }) =>
        allows(accounts, account) &&
        allows(regions, region) &&
        (imageIdPrefixes?.some((prefix) => imageId.startsWith(prefix)) ?? true),
    ) ?? true
  )
}
