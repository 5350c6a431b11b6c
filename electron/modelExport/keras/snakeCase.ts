import type { KerasClass } from './kerasLayer.ts'

/** A class name as Keras makes names of it (`keras.src.utils.naming.to_snake_case`): `LeakyReLU` to `leaky_re_lu`. */
export function snakeCase(className: KerasClass): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
}
