import { execFile } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  preparePrivateDaemon,
  type PrivateDaemon,
} from '../src-main/libvirt/testing/private-daemon'
import { startPrivateSshd } from '../src-main/libvirt/testing/private-sshd'
import { addSaslAccount } from '../src-main/libvirt/testing/sasl-account'
import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { runFromPalette } from './view-walk'

const run = promisify(execFile)

/** A daemon that lets nobody in but who knows this name and password. */
const startGuarded = async (username: string, password: string): Promise<PrivateDaemon> => {
  const daemon = await preparePrivateDaemon({ config: 'auth_unix_rw = "sasl"' })
  await addSaslAccount(daemon, { username, password })
  await daemon.start()
  return daemon
}

test('SSH asks about a host’s key and for a passphrase, in dialogs, one after the other', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const sshd = await startPrivateSshd(host)
  try {
    await run('ssh-keygen', ['-p', '-P', '', '-N', 'open sesame', '-f', sshd.clientKey])
    const uri = sshd.uri('qemu', '/session', { known_hosts: join(sshd.directory, 'nobody-yet') })
    const hosts = [{ id: 'far', name: 'Far away', uri, autoconnect: true }]
    await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
    const { window } = await launch()
    const item = window.getByRole('treeitem', { name: 'Far away' })
    const dialog = window.getByRole('dialog', { name: 'Far away asks' })

    await expect(dialog).toContainText(/authenticity of host .+ can't be established/)
    await expect(dialog.getByRole('button', { name: 'No' })).toBeFocused()
    expect(await seriousIn(window)).toEqual([])
    await window.keyboard.press('Escape')
    await expect(item).toHaveAccessibleDescription(/^not connected$/i)

    await item.focus()
    await runFromPalette(window, 'connect to far away')
    await dialog.getByRole('button', { name: 'Yes' }).press('Enter')

    await expect(dialog).toContainText(/passphrase for key/)
    const password = dialog.getByLabel('Password')
    await expect(password).toBeFocused()
    await expect(password).toHaveAttribute('type', 'password')
    await expect(dialog.getByRole('checkbox', { name: 'Keep in the keyring' })).toHaveCount(0)
    await window.keyboard.type('open sesame')
    await window.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(item).toHaveAccessibleDescription(/^connected/i)
  } finally {
    await sshd.stop()
  }
})

test('a daemon asks for a name and a password, anew for wrong ones; who gives up is left alone', async ({
  launch,
  userDataFolder,
}) => {
  const daemon = await startGuarded('ada', 'lovelace')
  try {
    const hosts = [{ id: 'guarded', name: 'Guarded', uri: daemon.uri(), autoconnect: true }]
    await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
    const { window } = await launch()
    const item = window.getByRole('treeitem', { name: 'Guarded' })
    const dialog = window.getByRole('dialog', { name: 'Guarded asks' })
    await expect(dialog.getByRole('textbox', { name: 'User name' })).toBeFocused()
    expect(await seriousIn(window)).toEqual([])
    await window.keyboard.type('ada')
    await dialog.getByLabel('Password').fill('wrong')
    await window.keyboard.press('Enter')
    await expect(dialog).toContainText('Guarded did not accept the name and the password')
    await window.keyboard.press('Escape')
    await expect(item).toHaveAccessibleDescription(/^not connected$/i)
    await expect(window.getByText(/does not accept the name and the password/)).toBeVisible()
    await expect(dialog).toHaveCount(0)

    await item.getByRole('button', { name: 'Connect to Guarded' }).click()
    await dialog.getByRole('textbox', { name: 'User name' }).fill('ada')
    await dialog.getByLabel('Password').fill('lovelace')
    await window.keyboard.press('Enter')
    await expect(item).toHaveAccessibleDescription(/^connected/i)
  } finally {
    await daemon.dispose()
  }
})

test('a managed install reads its password anew on SIGHUP, and shows that there is one', async ({
  environment,
  launch,
  userDataFolder,
}) => {
  const daemon = await startGuarded('ada', 'lovelace')
  try {
    const [secret, file] = [join(userDataFolder, 'secret'), join(userDataFolder, 'link')]
    await writeFile(secret, 'babbage')
    // What changes behind a link sends no event to who watches the link.
    await symlink(secret, file)
    Object.assign(environment, {
      LIBVIRT_CONNECTION_URI: daemon.uri(),
      LIBVIRT_USERNAME: 'ada',
      LIBVIRT_PASSWORD_FILE: file,
    })
    const { electron, window } = await launch()
    const item = window.getByRole('treeitem', { name: daemon.uri() })
    await expect(window.getByText(/does not accept the name and the password/)).toBeVisible()
    await writeFile(secret, 'lovelace')
    electron.process().kill('SIGHUP')
    await expect(item).toHaveAccessibleDescription(/^connected/i, { timeout: 60_000 })
    await expect(window.getByRole('dialog')).toHaveCount(0)

    await item.focus()
    await window.keyboard.press('Enter')
    const page = window.getByRole('main', { name: `About ${daemon.uri()}` })
    await expect(page).toContainText('From the environment')
    await expect(window.getByText('lovelace')).toHaveCount(0)
  } finally {
    await daemon.dispose()
  }
})

test('what a host asks is shown as text, whatever is in it', async ({ app }) => {
  const { electron, window } = app
  await expect(window.getByRole('treeitem')).toHaveAccessibleDescription(/^connected/i)
  // No server of ours would ask like this; one of somebody else's could.
  await electron.evaluate(({ BrowserWindow }, question) => {
    const [main] = BrowserWindow.getAllWindows()
    const asked = { id: 'evil', hostName: 'Evil', question, isSecret: true, canRemember: true }
    main?.webContents.send('virthelm:notice', 'prompts.changed', [asked, { ...asked, id: '2' }])
  }, '<img src=x onerror=alert(1)>\u001b[31m\u202egpj.exe\nPassword:')
  const dialog = window.getByRole('dialog', { name: 'Evil asks' })
  await expect(dialog).toContainText('<img src=x onerror=alert(1)>⟨ESC⟩[31m⟨RLO⟩gpj.exe')
  await expect(dialog).toContainText('1 more question after this one')
  await expect(dialog.getByRole('checkbox', { name: 'Keep in the keyring' })).not.toBeChecked()
  expect(await window.locator('img').count()).toBe(0)
})
