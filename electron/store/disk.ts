import { readFileSync, statfsSync, statSync } from 'node:fs'
import { AppError } from '../shared/appError.ts'

/** `f_type` of Linux file systems whose locks or shared memory a WAL database cannot trust (statfs(2)). */
const networkTypes = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
])

const fuseType = 0x65735546

/** Name of the network file system for a statfs type and, for FUSE, the mount's own type; null for a local one. */
export function networkFileSystemName(type: number, fuseName: string | null): string | null {
  // Some kernels hand the type over as a signed number.
  const unsigned = type >>> 0
  if (unsigned === fuseType)
    return fuseName !== null && /sshfs|s3fs|rclone|gluster|davfs/.test(fuseName) ? fuseName : null
  return networkTypes.get(unsigned) ?? null
}

/** The FUSE type (`fuse.sshfs`) of the mount that `folder` lies in, from Linux's mount table; null when it is none. */
function fuseNameOf(folder: string): string | null {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => ({ point: line.split(' ')[4] ?? '', type: line.split(' - ')[1]?.split(' ')[0] ?? '' }))
    .filter(({ point }) => point !== '' && (folder === point || folder.startsWith(point === '/' ? '/' : `${point}/`)))
    .sort((a, b) => b.point.length - a.point.length)
  return mounts[0]?.type ?? null
}

/**
 * Refuses a folder on a network file system: a database in WAL mode needs memory shared by its readers and locks that
 * hold, and those file systems promise neither. Throws AppError `network-file-system`.
 */
export function refuseNetworkFileSystem(folder: string): void {
  const name = folder.startsWith('\\\\') ? 'a Windows share' : linuxNetworkName(folder)
  if (name === null) return
  throw new AppError(
    'network-file-system',
    `${folder} lies on a network file system (${name}). SQLite's write-ahead log needs shared memory and locks that such file systems do not give, so the database could be damaged.`,
    'Put the database on a local disk (--db FILE); data to import may stay where it is.',
  )
}

function linuxNetworkName(folder: string): string | null {
  if (process.platform !== 'linux') return null
  const type = statfsSync(folder).type
  return networkFileSystemName(type, type >>> 0 === fuseType ? fuseNameOf(folder) : null)
}

/** Bytes that an ordinary user can still write on the disk of `folder`. */
export function diskFreeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Bytes of a database on disk, with what its write-ahead log holds. */
export function databaseBytes(path: string): number {
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return sizeOf(path) + sizeOf(`${path}-wal`)
}
