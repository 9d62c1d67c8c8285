// The default theme without its fonts, so that readers download none and see their system's fonts.
import Theme from 'vitepress/theme-without-fonts';
import './style.css';

export default Theme;
