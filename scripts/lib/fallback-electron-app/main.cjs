// What `electron <folder> [flags]` does in a stock Electron: opens the app in that folder.
// Much of it is Electron's own private interface, hence no type check of this file.
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { app, dialog } = require('electron')

process.defaultApp = true

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  console.error('usage: electron [flags] FOLDER [arguments]')
  app.exit(1)
} else {
  const appPath = path.resolve(folder)
  try {
    const description = JSON.parse(fs.readFileSync(path.join(appPath, 'package.json'), 'utf8'))
    app.name = description.productName ?? description.name ?? app.name
    if (description.version) app.setVersion(description.version)
    app.setDesktopName(description.desktopName ?? `${app.name}.desktop`)
    app.setAppPath(appPath)
    Module._load(path.join(appPath, description.main ?? 'index.js'), Module, true)
  } catch (error) {
    console.error(error)
    dialog.showErrorBox('The app could not be opened', String(error))
    app.exit(1)
  }
}
