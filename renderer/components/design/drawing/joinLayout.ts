import type { Architecture } from '../../../../electron/shared/architecture.ts'
import { layersOf, type JoinSpec } from '../../../../electron/shared/network.ts'
import { placeOf, type DesignPart } from '../designPart.ts'
import type { MapShape } from './networkLayout.ts'

/** A way around layers as it is drawn: from a fork before its first map to a plus sign behind its last one. */
export interface JoinArc {
  /** Place of the layer that joins. */
  place: number
  fromX: number
  toX: number
  /** Of the circle around the plus sign. */
  radius: number
  /** Arcs of different lanes may overlap; 0 lies nearest to the maps. */
  lane: number
  /** Through a convolution of kernel 1. */
  projects: boolean
  isNormed: boolean
  text: string
}

/**
 * Arcs of all joins of an architecture. In the gap between two maps, the plus sign stands at a third and the fork of the
 * next way at two thirds.
 */
export function layOutJoins(architecture: Architecture, beatLength: number, shapes: readonly MapShape[]): JoinArc[] {
  const layers = layersOf(architecture, beatLength)
  const specs = new Map(layers.flatMap((layer) => (layer.type === 'join' ? [[layer.name, layer]] : [])))
  const laneEnds: number[] = []
  const arcOf = (at: DesignPart, span: number, type: 'add' | 'add-norm'): JoinArc | null => {
    const place = placeOf(architecture, at)
    const first = shapes[place - span + 1]
    const last = shapes[place]
    const spec = specs.get(`${at.part}${(at.index ?? 0) + 1}.join`)
    if (!first || !last || !spec) return null
    const fromX = first.x - gapBefore(shapes, first.place) / 3
    const gap = gapBefore(shapes, place + 1)
    const toX = last.x + last.width + gap / 3
    const radius = Math.max(2.5, Math.min(5, gap / 4))
    const lane = freeLane(laneEnds, fromX)
    laneEnds[lane] = toX
    return {
      place,
      fromX,
      toX,
      radius,
      lane,
      projects: spec.projects,
      isNormed: type === 'add-norm',
      text: textOf(spec, span),
    }
  }
  const arcsOf = (part: 'block' | 'recurrent') =>
    (part === 'block' ? architecture.blocks : architecture.recurrent).flatMap(({ join }, index) => {
      const arc = join ? arcOf({ part, index }, join.span, join.type) : null
      return arc ? [arc] : []
    })
  return [...arcsOf('block'), ...arcsOf('recurrent')]
}

/** The lowest lane whose last arc has ended before `x`. */
function freeLane(ends: readonly number[], x: number): number {
  const lane = ends.findIndex((end) => end <= x)
  return lane === -1 ? ends.length : lane
}

/** Pixels before a map; before the first and behind the last one, as much as there is room for. */
function gapBefore(shapes: readonly MapShape[], place: number): number {
  const [before, after] = [shapes[place - 1], shapes[place]]
  return before && after ? after.x - before.x - before.width : 18
}

function textOf({ from, projects, skip, output }: JoinSpec, span: number): string {
  const start = from.replace('.skip', '').replace(/(\d+)/, ' $1').replace('recurrent', 'recurrent layer')
  const way = projects ? `, through a convolution from ${skip.channels} to ${output.channels} channels` : ''
  return `Adds what enters ${start}${span > 1 ? `, ${span} layers before` : ''}${way}`
}
