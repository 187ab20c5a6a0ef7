/** Certificates for one run of the tests, made by openssl. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs openssl with arguments that are written as one line; none of them holds a space. */
const openssl = async (line: string): Promise<void> => {
  await run('openssl', line.trim().split(/\s+/))
}

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'

/** Makes a certificate authority; all files go into `directory`, readable by all. */
export const createAuthority = async (directory: string): Promise<Authority> => {
  await mkdir(directory, { recursive: true })
  const authority = new Authority(directory)
  const { cert, key } = authority
  await openssl(`req -x509 ${NEW_KEY} -days 2 -subj /CN=authority -keyout ${key} -out ${cert}`)
  await authority.share()
  return authority
}

/** Signs certificates. */
export class Authority {
  constructor(readonly directory: string) {}

  get cert(): string {
    return join(this.directory, 'cacert.pem')
  }

  get key(): string {
    return join(this.directory, 'cakey.pem')
  }

  /** Makes `<name>cert.pem` and `<name>key.pem` beside the authority's own. */
  async sign(
    name: string,
    options: { commonName: string; names?: string; usage: 'serverAuth' | 'clientAuth' },
  ): Promise<{ cert: string; key: string }> {
    const base = join(this.directory, name)
    const [cert, key] = [`${base}cert.pem`, `${base}key.pem`]
    const [request, extensions] = [`${base}.csr`, `${base}.ext`]
    const names = options.names ? `\nsubjectAltName=${options.names}` : ''
    await writeFile(extensions, `extendedKeyUsage=${options.usage}${names}\n`)
    await openssl(`req ${NEW_KEY} -subj /CN=${options.commonName} -keyout ${key} -out ${request}`)
    await openssl(
      `x509 -req -in ${request} -days 2 -extfile ${extensions}
       -CA ${this.cert} -CAkey ${this.key} -CAcreateserial -out ${cert}`,
    )
    await this.share()
    return { cert, key }
  }

  /** Lets the daemon's user read what we have made. */
  async share(): Promise<void> {
    await chmod(this.directory, 0o755)
    for (const file of await readdir(this.directory)) await chmod(join(this.directory, file), 0o644)
  }
}
