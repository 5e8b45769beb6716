import { type Answers, lines, says } from '../answer';
import { type PracticeState, places } from '../state';
import { framed } from './file-tools';

const keyFile = `/etc/letsencrypt/live/${places.name}/privkey.pem`;

const mainFile = `\
user www-data;
worker_processes auto;
pid /run/nginx.pid;
include /etc/nginx/modules-enabled/*.conf;

events {
	worker_connections 768;
}

http {
	sendfile on;
	tcp_nopush on;
	types_hash_max_size 2048;

	include /etc/nginx/mime.types;
	default_type application/octet-stream;

	access_log /var/log/nginx/access.log;
	error_log /var/log/nginx/error.log;

	include /etc/nginx/conf.d/*.conf;
	include /etc/nginx/sites-enabled/*;
}
`;

const mimeTypes = `\
types {
	text/html		html htm shtml;
	text/css		css;
	application/javascript	js;
	image/svg+xml		svg svgz;
}
`;

function listen(usual: number, real: number, options: string): string {
  const addresses = [usual, `[::]:${usual}`, ...(real === usual ? [] : [real])];
  return addresses.map((address) => `\tlisten ${address}${options};`).join('\n');
}

/** The same state that the site shows to the outside. */
function siteFile({ site, ports }: PracticeState): string {
  const { redirect, rateLimit, oldProtocols, weakCiphers, http2 } = site;
  const proxy = (indent: string) =>
    [
      `proxy_pass http://127.0.0.1:${places.appPort};`,
      'proxy_set_header Host $host;',
      'proxy_set_header X-Forwarded-Proto $scheme;',
    ]
      .map((line) => `${indent}${line}`)
      .join('\n');
  const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305';
  const headers = Object.entries(site.headers).map(([name, value]) => `\tadd_header ${name} "${value}" always;`);
  return `\
${rateLimit ? 'limit_req_zone $binary_remote_addr zone=login:10m rate=60r/m;\n\n' : ''}server {
${listen(80, ports.http, '')}
	server_name ${places.name};
${redirect ? '\treturn 301 https://$host$request_uri;' : `\tlocation / {\n${proxy('\t\t')}\n\t}`}
}

server {
${listen(443, ports.https, http2 ? ' ssl http2' : ' ssl')}
	server_name ${places.name};
	server_tokens ${site.server === 'nginx' ? 'off' : 'on'};

	ssl_certificate /etc/letsencrypt/live/${places.name}/fullchain.pem;
	ssl_certificate_key ${keyFile};
	ssl_protocols ${oldProtocols ? 'TLSv1 TLSv1.1 ' : ''}TLSv1.2 TLSv1.3;
	ssl_ciphers ${weakCiphers ? `${ciphers}:eNULL:aNULL` : ciphers};

${headers.join('\n')}

	location / {
${proxy('\t\t')}
	}

	location = /login {
${rateLimit ? '\t\tlimit_req zone=login burst=20 nodelay;\n' : ''}${proxy('\t\t')}
	}
}
`;
}

export const nginxAnswers: Answers = {
  'nginx.config': (state) =>
    says(
      lines('master /etc/nginx/nginx.conf') +
        framed('/etc/nginx/nginx.conf', mainFile) +
        lines(
          'include /etc/nginx/modules-enabled/*.conf',
          'include /etc/nginx/mime.types',
          'match /etc/nginx/mime.types',
          'include /etc/nginx/conf.d/*.conf',
          'include /etc/nginx/sites-enabled/*',
          'match /etc/nginx/sites-enabled/shop',
        ) +
        framed('/etc/nginx/mime.types', mimeTypes) +
        framed('/etc/nginx/sites-enabled/shop', siteFile(state)) +
        lines('end'),
    ),
};
