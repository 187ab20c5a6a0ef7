import { createRoot } from 'react-dom/client'
import '@xterm/xterm/css/xterm.css'
import { call } from '../bridge/call'
import '../ui/tokens.css'
import '../ui/base.css'
import { ConsoleView } from './console-view'
import '../ui/page-language'

const root = document.getElementById('root')
if (root === null) throw new Error('console.html has no element #root')
const description = await call('consoles.describe')
createRoot(root).render(<ConsoleView description={description} />)
