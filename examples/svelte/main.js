import 'sordino/elements';
import { mount } from 'svelte';
import App from './App.svelte';

const props = await (await fetch('/config.json')).json();
mount(App, { target: document.querySelector('#app'), props });
