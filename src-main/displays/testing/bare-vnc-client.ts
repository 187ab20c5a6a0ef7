/** As much of a VNC client as gets a frame and presses keys: nothing between it and the display. */

const RAW = 0

/** A frame as the display sent it: four bytes a pixel. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

const uint16 = (value: number): readonly number[] => [value >> 8, value & 0xff]
const uint32 = (value: number): readonly number[] => [
  ...uint16(value >>> 16),
  ...uint16(value & 0xffff),
]

export class BareVncClient {
  #received = Buffer.alloc(0)
  #wake: (() => void) | null = null
  #size = { width: 0, height: 0 }

  constructor(readonly send: (bytes: Buffer) => void) {}

  /** Takes in what the display says. */
  receive(bytes: Uint8Array): void {
    this.#received = Buffer.concat([this.#received, bytes])
    this.#wake?.()
  }

  /** Shakes hands with a display that lets everybody in. */
  async connect(): Promise<void> {
    await this.#read(12)
    this.send(Buffer.from('RFB 003.008\n'))
    const [count = 0] = await this.#read(1)
    const types = await this.#read(count)
    if (!types.includes(1)) throw new Error(`the display wants security ${[...types].join()}`)
    this.send(Buffer.from([1]))
    if ((await this.#read(4)).readUInt32BE() !== 0) throw new Error('the display lets nobody in')
    this.send(Buffer.from([1]))
    const init = await this.#read(24)
    await this.#read(init.readUInt32BE(20))
    this.#size = { width: init.readUInt16BE(0), height: init.readUInt16BE(2) }
    this.send(Buffer.from([2, 0, ...uint16(1), ...uint32(RAW)]))
  }

  /** Asks for the whole screen, and resolves when it is there. */
  async frame(): Promise<Frame> {
    const { width, height } = this.#size
    this.send(Buffer.from([3, 0, ...uint16(0), ...uint16(0), ...uint16(width), ...uint16(height)]))
    const update = await this.#read(4)
    const pixels = Buffer.alloc(width * height * 4)
    for (let rectangle = 0; rectangle < update.readUInt16BE(2); rectangle++) {
      const header = await this.#read(12)
      const [x, y, columns, rows] = [0, 2, 4, 6].map((at) => header.readUInt16BE(at)) as [
        number,
        number,
        number,
        number,
      ]
      const content = await this.#read(columns * rows * 4)
      for (let row = 0; row < rows; row++) {
        content.copy(
          pixels,
          ((y + row) * width + x) * 4,
          row * columns * 4,
          (row + 1) * columns * 4,
        )
      }
    }
    return { width, height, pixels }
  }

  /** Presses keys and lets go of them, one after the other. */
  type(text: string): void {
    for (const character of text) {
      const keysym = uint32(character.charCodeAt(0))
      this.send(Buffer.from([4, 1, 0, 0, ...keysym, 4, 0, 0, 0, ...keysym]))
    }
  }

  async #read(bytes: number): Promise<Buffer> {
    while (this.#received.length < bytes) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const read = this.#received.subarray(0, bytes)
    this.#received = this.#received.subarray(bytes)
    return read
  }
}
