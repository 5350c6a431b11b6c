/** Stands among ADC values where there is no sample: none was taken, or its code says that it is none. */
export const invalidSample = -(2 ** 31)
