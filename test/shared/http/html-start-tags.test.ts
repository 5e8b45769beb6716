import { describe, expect, test } from 'vitest';
import { startTags } from '../../../shared/http/html-start-tags';
import { metaPolicies, staticAsset } from '../../../shared/http/page-links';

const names = (html: string): string[] => [...startTags(html)].map(({ name }) => name);

describe('start tags', () => {
  test.each([
    ['<!doctype html><html><head><title>a<b></title></head><body><p>x', ['html', 'head', 'title', 'body', 'p']],
    ['<!-- <a> --><b><!--><c><!---><d><!-- <e> --!><f>', ['b', 'c', 'd', 'f']],
    ['<script>"<a>"</script ><style><b></style><i>', ['script', 'style', 'i']],
    ['<script>"</scripty><a>"</SCRIPT><i>', ['script', 'i']],
    ['<a title="<b>"><c title=\'<d>\'>', ['a', 'c']],
    ['a < b <1><i></i ><?php <u> ?><b', ['i']],
    ['<a href="x', []],
    ['<!-- <a>', []],
    ['<img/src=x/><br/>', ['img', 'br']],
  ])('%s', (html, expected) => expect(names(html)).toEqual(expected));

  test('attributes: the first counts, references are decoded, without case', () => {
    const [tag] = startTags(`<META Content="a&amp;b&#39;&#x27;&copy;" content=c DATA-x='"' checked a=b/c>`);
    expect(Object.fromEntries(tag!.attributes)).toEqual({
      content: "a&b''&copy;",
      'data-x': '"',
      checked: '',
      a: 'b/c',
    });
  });
  test('reads a hostile megabyte in time', () => {
    for (const piece of [
      '<a ',
      '<a b="',
      "<a b='",
      '<!--',
      '<script>',
      '<a b = ',
      '< ',
      '</',
      '<a/',
      '<a b="c" ',
      ' =',
    ]) {
      for (const _ of startTags(piece.repeat(Math.floor((1024 * 1024) / piece.length))));
      for (const _ of startTags(`<a ${piece.repeat(Math.floor((1024 * 1024) / piece.length))}`));
    }
  }, 20_000);
});

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src &#39;self&#39;">`;
test.each([
  [`<head>${policy}</head>`, ["default-src 'self'"]],
  [`${policy}<title>x</title>${policy}`, ["default-src 'self'", "default-src 'self'"]],
  [`<head><script>document.write('${policy}')</script></head>`, []],
  [`<head></head><body>${policy}`, []],
  [`<p>${policy}`, []],
  [`text ${policy}`, []],
  [`<meta http-equiv="refresh" content="1">`, []],
])('policies of %s', (html, expected) => expect(metaPolicies(html)).toEqual(expected));

test.each([
  ['<link rel="stylesheet" href="/static/app.css?v=3">', '/static/app.css'],
  ['<script src="js/app.mjs"></script>', '/shop/js/app.mjs'],
  ['<script src="https://cdn.example/app.js"></script><img src="//shop.example/logo.png">', '/logo.png'],
  ['<link rel="canonical" href="/shop/"><img src="/logout">', null],
  ['<script src="http://shop.example/app.js"></script>', null],
  ['<img src="https://[">', null],
  ['<a href="/a.css">', null],
])('the asset of %s', (html, path) => expect(staticAsset(html, 'https://shop.example/shop/')).toBe(path));
