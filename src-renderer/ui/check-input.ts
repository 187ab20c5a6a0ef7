import { z } from 'zod'
import { message, t } from '../../src-preload/language/t'

// The window's content security policy lets nobody make code of text, which zod would try first.
z.config({ jitless: true })

/** What a form holds, checked by the rules of the call that it is for. */
type Checked<T> =
  { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: string }

/** What a rule says of its breach; zod's own words are English, and for programmers. */
const wordsOf = (issue: z.core.$ZodIssue | undefined): string => {
  if (issue?.code === 'too_big') return message('is too long or too large')
  return issue === undefined || /^(?:Invalid|Unrecognized) /.test(issue.message)
    ? message('is wrong')
    : issue.message
}

/**
 * Checks what was filled in before the host is asked. `labelOf` names the field of a path in the
 * request, such as `server.name`; `whole` is what the input itself is called, empty for a bare clause.
 */
export const checkInput = <T>(
  schema: z.ZodType<T>,
  input: unknown,
  labelOf: (path: string) => string | undefined,
  whole?: string,
): Checked<T> => {
  const { success, data, error } = schema.safeParse(input)
  if (success) return { value: data, problem: null }
  const [issue] = error.issues
  const path = (issue?.path ?? []).map(String)
  let label: string | undefined
  // What is missing as a whole is named by its first part that is a field.
  for (let end = path.length; label === undefined && end > 0; end -= 1) {
    label = labelOf(path.slice(0, end).join('.'))
  }
  const isMissing = issue?.code === 'invalid_type' || issue?.code === 'too_small'
  const reason = isMissing ? message('is missing') : wordsOf(issue)
  const isClause = /^(?:is|has|does) /.test(reason)
  label ??= whole ?? (isClause ? t('Something') : t('It'))
  const problem = label === '' ? t(reason) : `${label}${isClause ? '' : ':'} ${t(reason)}`
  return { value: null, problem }
}
