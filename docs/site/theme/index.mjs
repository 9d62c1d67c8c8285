// The default theme without its fonts: nothing to download, and code and text look as they do
// elsewhere on the reader's machine.
import Theme from 'vitepress/theme-without-fonts';
import './style.css';

export default Theme;
