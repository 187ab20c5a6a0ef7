// npm run -s sev:verify -- FILE.json
//
// Prints {"match": true} when the SEV launch measurement in the file is that of the launch that the
// file describes, else {"match": false}. A file that is malformed, or names one that cannot be
// read, is told on stderr, and the exit code is 2. Paths in it are relative to the file's folder.
import { verifySevVector } from '../src-main/machines/launch-security/verify-sev-vector'

const [file, ...others] = process.argv.slice(2)
if (file === undefined || others.length > 0) {
  console.error('usage: npm run -s sev:verify -- FILE.json')
  process.exit(2)
}
try {
  console.log(`{"match": ${verifySevVector(file)}}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
