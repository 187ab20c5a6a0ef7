import './without-video-codec'
import { createRoot } from 'react-dom/client'
import { call } from '../bridge/call'
import '../ui/tokens.css'
import '../ui/base.css'
import { DisplayLink } from './display-link'
import { DisplayView } from './display-view'
import '../ui/page-language'

const root = document.getElementById('root')
if (root === null) throw new Error('display.html has no element #root')
// At once: the way to the display is open, and a person waits for its first picture.
const link = new DisplayLink()
const [description] = await Promise.all([call('displays.describe'), link.open()])
createRoot(root).render(<DisplayView description={description} link={link} />)
