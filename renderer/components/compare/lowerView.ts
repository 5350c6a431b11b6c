/** What stands below the table. */
export type LowerView = 'effects' | 'confusion' | 'curves'
