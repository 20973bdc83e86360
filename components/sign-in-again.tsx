'use client'

/** Loading the page's own address leads through signing in and back to it. */
export function SignInAgain() {
  return (
    <button
      type="button"
      onClick={() => location.reload()}
      className="min-h-[24px] shrink-0 font-medium text-accent underline underline-offset-2"
    >
      Sign in
    </button>
  )
}
