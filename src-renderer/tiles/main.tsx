import { createRoot } from 'react-dom/client'
import '@xterm/xterm/css/xterm.css'
import { call } from '../bridge/call'
import '../ui/tokens.css'
import '../ui/base.css'
import { TilesView } from './tiles-view'
import '../ui/page-language'

const root = document.getElementById('root')
if (root === null) throw new Error('tiles.html has no element #root')
const description = await call('consoles.describeTiles')
createRoot(root).render(<TilesView description={description} />)
