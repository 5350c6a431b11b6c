import { expect, it } from 'vitest'
import { bytesOfBase64 } from '../../../renderer/transport/bytesOfBase64.ts'

it('gives back every byte', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 256)
  expect(bytesOfBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes)
  expect(bytesOfBase64('')).toHaveLength(0)
})
