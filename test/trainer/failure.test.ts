import { expect, it } from 'vitest'
import { AppError } from '../../electron/shared/appError.ts'
import { describeFailure } from '../../electron/trainer/failure.ts'
import { tf } from './loadedTensorFlow.ts'

it('names memory that ran out, as TensorFlow itself reports it', () => {
  let thrown: unknown
  try {
    tf.run('Fill', [tf.intsConstant([2_000_000_000, 2_000_000]), tf.constant(1)])
  } catch (error) {
    thrown = error
  }
  expect(describeFailure(thrown)).toMatchObject({
    code: 'trainer-failed',
    message: expect.stringContaining('not enough memory'),
    hint: expect.stringContaining('fewer trainings'),
  })
})

it('passes on what a user can act on, and calls the rest internal', () => {
  expect(describeFailure(new AppError('bad-file', 'torn', 'again'))).toEqual({
    code: 'bad-file',
    message: 'torn',
    hint: 'again',
  })
  expect(describeFailure(new Error('a defect'))).toEqual({ code: 'internal', message: 'a defect' })
})
