/** The training half of de Chazal, O'Dwyer and Reilly (2004), without the paced records. */
export const ds1 = '101 106 108 109 112 114 115 116 118 119 122 124 201 203 205 207 208 209 215 220 223 230'.split(' ')
/** Their test half. Record 202 in it is of the same person as 201 in the other. */
export const ds2 = '100 103 105 111 113 117 121 123 200 202 210 212 213 214 219 221 222 228 231 232 233 234'.split(' ')
/** Records of pacemakers, which they and AAMI EC57 leave out. */
export const pacedRecords = ['102', '104', '107', '217']
