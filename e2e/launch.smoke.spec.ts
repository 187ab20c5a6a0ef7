import { expect, test } from './fixtures'

test('the app opens its window on a real host', async ({ app }) => {
  await expect(app.window).toHaveTitle('Virthelm')
})
