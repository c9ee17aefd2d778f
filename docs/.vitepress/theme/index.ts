/** The look of the site: that of vitepress, with the fonts of the reader's machine. */
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";

// oxlint-disable-next-line import/no-default-export -- that is where vitepress looks
export default DefaultTheme;
