/**
 * Draws an SVG document as PNG bytes, `scale` pixels to one of the SVG's.
 * @throws Error when the browser cannot draw it.
 */
export async function svgToPng(svg: string, width: number, height: number, scale = 3): Promise<Uint8Array> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This window has no canvas to draw a PNG on.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The PNG could not be made.')
  return new Uint8Array(await blob.arrayBuffer())
}
