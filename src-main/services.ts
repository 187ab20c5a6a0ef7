import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MachineId } from '../src-preload/contract/machine'
import { t } from '../src-preload/language/t'
import { makeConsoles } from './consoles/make-consoles'
import { displayMachine } from './displays/display-machine'
import { DisplaySessions } from './displays/display-sessions'
import { SpiceViewers } from './displays/spice-viewers'
import { Thumbnails } from './displays/thumbnails'
import { Doctor } from './doctor/doctor'
import { Problem } from './failures/problem'
import { Prompts } from './prompts/prompts'
import { SshAskpass } from './prompts/ssh-askpass'
import { EnvironmentCredentials } from './secrets/environment-credentials'
import { closeSshConnections } from './libvirt'
import { defaultHosts, namedHosts } from './hosts/default-hosts'
import { accessOf } from './hosts/host-access'
import { HostBook } from './hosts/host-book'
import { HostLoads } from './hosts/host-load'
import { HostRegistry } from './hosts/host-registry'
import { JobRegistry } from './jobs/job-registry'
import { DefinitionHistory } from './machines/definition/definition-history'
import { MachineDefinitions } from './machines/definition/machine-definitions'
import { MachinesHardware } from './machines/hardware/machine-hardware'
import { Backups } from './machines/backup/backups'
import { DiskJobs } from './machines/block-jobs/disk-jobs'
import { GuestAgents } from './machines/guest-agent/guest-agents'
import { HostMachines } from './machines/host-machines'
import { makeStickyUsb } from './machines/hotplug/make-sticky-usb'
import { Inventory } from './machines/inventory'
import { readEnvironmentDefaults } from './machines/provisioning/environment-defaults'
import { OsPresets } from './machines/provisioning/os-presets'
import { Provisioner } from './machines/provisioning/provisioner'
import { domainOf, MachineControl } from './machines/machine-control'
import { MachineClone } from './machines/clone/machine-clone'
import { MachineTemplates } from './machines/clone/machine-templates'
import { MachineLaunches } from './machines/launch-security/machine-launch'
import { ChosenFiles } from './machines/exchange/chosen-files'
import { MachineExport } from './machines/exchange/machine-export'
import { MachineMigration } from './machines/migration/machine-migration'
import { MachineNotes } from './machines/metadata/machine-notes'
import { TagReader } from './machines/metadata/tag-reader'
import { makePowerPlan } from './machines/power/make-power-plan'
import { MachineRemoval } from './machines/removal/machine-removal'
import { RemovalJobs } from './machines/removal/removal-jobs'
import { MachineSnapshots } from './machines/snapshots/machine-snapshots'
import { Trash } from './machines/removal/trash'
import { TrashWork } from './machines/removal/trash-work'
import { ResourceIndex } from './machines/usage/resource-index'
import { furtherConnections } from './hosts/further-connections'
import { MetricsHistory } from './metrics/metrics-history'
import { Sampler } from './metrics/sampler'
import { Networks } from './networks/networks'
import { makeStorage } from './storage/make-storage'
import type { ServicesOptions } from './services-options'
import { Timeline } from './timeline/timeline'
import { TimelineFile } from './timeline/timeline-file'

/** How often figures are written to disk, in ms: what a crash may cost. */
const KEEP_FIGURES_MS = 5 * 60_000

/** Where files that live no longer than this run belong. */
const runtimeFolder = (): string => process.env['XDG_RUNTIME_DIR'] ?? tmpdir()

/** How long jobs may clean up behind themselves when the app ends, in ms. */
const JOBS_MS = 2_000

/**
 * Everything that the app can do, without a desktop: nothing here knows Electron, because the same
 * services are to run headless.
 */
export const makeServices = ({
  commandLine,
  settings,
  folder,
  vault,
  environment,
  log,
}: ServicesOptions) => {
  const inventory = new Inventory()
  const timeline = new Timeline(new TimelineFile(join(folder, 'timeline.jsonl'), log))
  const followers = new Map<string, HostMachines>()
  const prompts = new Prompts()
  const credentials = new EnvironmentCredentials(environment, log)
  const privateFolder = join(runtimeFolder(), `virthelm-${process.pid}`)
  const askpass = new SshAskpass(
    join(privateFolder, 'ask'),
    async ({ hostName, text, isSecret }, signal) => {
      const question = { hostName, question: text, isSecret, canRemember: false }
      return (await prompts.ask(question, signal))?.text ?? null
    },
    log,
  )
  const sshFolder = join(privateFolder, 'ssh')
  const doors = { environment: credentials, vault, prompts, askpass, sshFolder }
  const hosts = new HostRegistry(
    (hostId) => {
      const follower = new HostMachines(hostId, inventory, timeline, log)
      followers.set(hostId, follower)
      return follower
    },
    (address, supplied) => accessOf(address, doors, supplied),
    log,
  )
  const hostBook = new HostBook(
    hosts,
    settings,
    vault,
    commandLine.connect.length === 0 && !environment.LIBVIRT_CONNECTION_URI,
  )
  const hostLoads = new HostLoads(hosts, log)
  const doctor = new Doctor(hosts)
  const jobs = new JobRegistry(log)
  const control = new MachineControl(
    inventory,
    (hostId) => hosts.get(hostId).connection,
    () => settings.values.parallelism,
    log,
  )
  /** A machine and the way to it. Throws a `Problem` without the machine, or the connection. */
  const reach = (id: MachineId) => {
    const machine = inventory.get(id)
    if (!machine) {
      throw new Problem('not-found', t('That machine no longer exists'), {
        hint: t('It was removed elsewhere; the list is up to date now.'),
      })
    }
    const { connection } = hosts.get(machine.hostId)
    return { machine, connection, dom: domainOf(machine) }
  }
  const uriOf = (id: MachineId): string => hosts.get(reach(id).machine.hostId).address.uri
  const definitions = new MachineDefinitions(
    reach,
    new DefinitionHistory(join(folder, 'definitions'), log),
  )
  const hardware = new MachinesHardware(definitions, log)
  const stickyUsb = makeStickyUsb({ hosts, inventory, hardware, settings, timeline, log })
  const resources = new ResourceIndex(inventory, (hostId) => hosts.get(hostId).connection, log)
  const storage = makeStorage({
    hosts,
    inventory,
    resources,
    jobs,
    domainOf: (id) => reach(id).dom,
    log,
  })
  const provisioner = new Provisioner({
    defaults: readEnvironmentDefaults(environment),
    presets: new OsPresets(process.env, log),
    reach: (hostId) => {
      const { connection, address } = hosts.get(hostId)
      return { connection, uri: address.uri }
    },
    reachMachine: reach,
    storage,
    files: new ChosenFiles(),
    folder: join(folder, 'exchange'),
    jobs,
    log,
  })
  const networks = new Networks(hosts, resources, log)
  const tags = new TagReader(inventory, hosts, log)
  const notes = new MachineNotes({
    reach,
    uriOf,
    tags,
    control,
    jobs,
    perHost: () => settings.values.parallelism,
    log,
  })
  const cloning = new MachineClone({ reach, uriOf, definitions, storage, jobs, log })
  const exporting = new MachineExport({ reach, uriOf, storage, jobs })
  const snapshots = new MachineSnapshots({ reach, uriOf, storage, jobs })
  const toGuests = furtherConnections(hosts)
  const guests = new GuestAgents({ reach, uriOf, jobs, connectionFor: toGuests.connection })
  guests.follow(hosts)
  const diskJobs = new DiskJobs({ reach, uriOf, storage, jobs })
  const backups = new Backups({
    reach,
    uriOf,
    storage,
    definitions,
    jobs,
    connectionFor: toGuests.connection,
    log,
  })
  const migration = new MachineMigration({ reach, hosts, inventory, followers, jobs, log })
  const planned = { inventory, reach, control, notes, tags, jobs, uriOf, settings, folder, log }
  const power = makePowerPlan(planned)
  power.start()
  const trash = new Trash(join(folder, 'trash'), log)
  const removal = new RemovalJobs(
    jobs,
    new MachineRemoval({
      reach,
      hostOf: (id) => hosts.get(reach(id).machine.hostId).address,
      storage,
      trash,
    }),
    new TrashWork({ trash, storage, connectionOf: (hostId) => hosts.get(hostId).connection }),
  )
  const { consoles, transcripts, readXml } = makeConsoles({
    reach,
    uriOf: ({ hostId }) => hosts.get(hostId).address.uri,
    settings,
    folder,
    logTail: environment.LIBVIRT_LOG_TAIL,
    log,
  })
  inventory.onDidChange((delta) => consoles.follow(delta))
  /** A machine, and what leads to its display. Throws as `reach`. */
  const reachDisplay = (id: MachineId) => {
    const reached = reach(id)
    const { address } = hosts.get(reached.machine.hostId)
    return displayMachine(
      reached,
      address.uri,
      hosts.access(address, () => {}),
    )
  }
  const displays = new DisplaySessions(reachDisplay, log)
  inventory.onDidChange((delta) => displays.follow(delta))
  const spiceViewers = new SpiceViewers(join(privateFolder, 'spice'), log)
  const sampler = new Sampler(inventory, furtherConnections(hosts), log)
  const metricsHistory = new MetricsHistory(join(folder, 'metrics.jsonl'), log)
  sampler.onDidSample((samples) =>
    metricsHistory.add(samples.filter(({ id }) => sampler.isShown(id))),
  )
  const saving = setInterval(() => void metricsHistory.save(), KEEP_FIGURES_MS)

  /** Adds hosts by URI; one that is there already is left as it is. */
  const open = (uris: readonly string[]): void => {
    for (const address of namedHosts(uris)) {
      if (!hosts.all.some((host) => host.address.uri === address.uri)) hosts.add(address)
    }
  }

  if (commandLine.connect.length > 0) open(commandLine.connect)
  else if (environment.LIBVIRT_CONNECTION_URI) open([environment.LIBVIRT_CONNECTION_URI])
  else if (settings.values.hosts.length > 0)
    settings.values.hosts.forEach((host) => hosts.add(host))
  else defaultHosts(environment.VIRTHELM_DEFAULT_URI).forEach((host) => hosts.add(host))

  return {
    inventory,
    timeline,
    hosts,
    hostBook,
    prompts,
    credentials,
    hostLoads,
    doctor,
    jobs,
    storage,
    networks,
    tags,
    notes,
    cloning,
    templates: new MachineTemplates(cloning),
    launches: new MachineLaunches(reach),
    thumbnails: new Thumbnails({ reach, ...furtherConnections(hosts) }),
    snapshots,
    guests,
    diskJobs,
    backups,
    migration,
    power,
    removal,
    control,
    definitions,
    hardware,
    stickyUsb,
    provisioner,
    exporting,
    sampler,
    metricsHistory,
    consoles,
    transcripts,
    displays,
    spiceViewers,
    reach,
    readXml,
    reachDisplay,
    open,
    /** Compares the lists of all connected hosts now; the first that fails is thrown. */
    reconcile: async (): Promise<void> => {
      await Promise.all([...followers.values()].map((follower) => follower.reconcile()))
    },
    close: async (): Promise<void> => {
      power.stop()
      await jobs.close(JOBS_MS)
      tags.stop()
      stickyUsb.stop()
      clearInterval(saving)
      sampler.stop()
      hostLoads.stop()
      await metricsHistory.save()
      await consoles.close()
      await displays.close()
      spiceViewers.close()
      await hosts.close()
      credentials.stop()
      await askpass.stop()
      await closeSshConnections(sshFolder)
      await rm(privateFolder, { recursive: true, force: true })
      await timeline.close()
    },
  }
}

export type Services = ReturnType<typeof makeServices>
