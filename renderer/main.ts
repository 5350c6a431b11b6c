import './configureZod.ts'
import '@fontsource-variable/inter/index.css'
import '@fontsource/jetbrains-mono/400.css'
import 'vuetify/styles'
import './styles/base.css'
import './styles/controls.css'
import './styles/frame.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connectBridge, setBridge } from './bridge.ts'
import { router } from './router.ts'
import { useNotices } from './stores/notices.ts'
import { vuetify } from './vuetify.ts'

async function start(): Promise<void> {
  setBridge(await connectBridge())
  const app = createApp(App).use(createPinia()).use(router).use(vuetify)
  const notices = useNotices()
  app.config.errorHandler = (error) => notices.showError(error)
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    notices.showError(event.reason)
  })
  app.mount('#app')
}

start().catch((error: unknown) => {
  const place = document.getElementById('app') ?? document.body
  const message = error instanceof Error ? error.message : String(error)
  place.textContent = `Beatbench could not start: ${message} Close this window and open it again.`
})
