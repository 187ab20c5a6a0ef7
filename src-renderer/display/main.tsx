import './without-video-codec'
import { createRoot } from 'react-dom/client'
import { call } from '../bridge/call'
import '../ui/tokens.css'
import '../ui/base.css'
import { DisplayView } from './display-view'

const root = document.getElementById('root')
if (root === null) throw new Error('display.html has no element #root')
const description = await call('displays.describe')
createRoot(root).render(<DisplayView description={description} />)
