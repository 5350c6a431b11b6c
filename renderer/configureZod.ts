import { z } from 'zod'

// Must be imported before any schema is made: zod otherwise tries `new Function`, which the page's policy forbids.
z.config({ jitless: true })
