/** What a host says of how a machine was launched. */
export interface LaunchMeasurement {
  readonly apiMajor: number
  readonly apiMinor: number
  readonly buildId: number
  readonly policy: number
  /** MAC and nonce, in base64. */
  readonly measurement: string
}

/** Whether a machine was launched with just the contents that its owner meant. */
export type Attestation =
  | {
      readonly state: 'attested' | 'not-attested'
      readonly launch: LaunchMeasurement
      /** In ms since the epoch; null while nobody has held this launch against anything. */
      readonly verifiedAt: number | null
    }
  /** Why there is nothing to verify, in words. */
  | { readonly state: 'not-available'; readonly reason: string }
