import { createRouter, createWebHashHistory } from 'vue-router'
import { remembered } from './composables/remembered.ts'

const lastScreen = remembered('last-screen', 'start')

/** One address per screen; each is loaded when it is first shown. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: () => `/${lastScreen.value}` },
    { path: '/start', name: 'start', component: () => import('./views/StartView.vue'), meta: { title: 'Start' } },
    { path: '/data/:id?', name: 'data', component: () => import('./views/DataView.vue'), meta: { title: 'Data' } },
    { path: '/design', name: 'design', component: () => import('./views/DesignView.vue'), meta: { title: 'Design' } },
    {
      path: '/runs',
      // Without a component of its own: a run's page is part of Runs in the rail.
      children: [
        { path: '', name: 'runs', component: () => import('./views/RunsView.vue'), meta: { title: 'Runs' } },
        { path: ':id(\\d+)', name: 'run', component: () => import('./views/RunView.vue'), meta: { title: 'Run' } },
      ],
    },
    {
      path: '/compare',
      name: 'compare',
      component: () => import('./views/CompareView.vue'),
      meta: { title: 'Compare' },
    },
    {
      path: '/explain',
      name: 'explain',
      component: () => import('./views/ExplainView.vue'),
      meta: { title: 'Explain' },
    },
    {
      path: '/settings',
      name: 'settings',
      component: () => import('./views/SettingsView.vue'),
      meta: { title: 'Settings' },
    },
    { path: '/:rest(.*)*', redirect: '/start' },
  ],
})

router.afterEach((to) => {
  lastScreen.value = to.name === 'run' ? 'runs' : String(to.name ?? 'start')
  document.title = typeof to.meta.title === 'string' ? `${to.meta.title} - Beatbench` : 'Beatbench'
})
