"""A small shop: Flask under gunicorn, its settings from .env, its customers in PostgreSQL."""
import logging
import os
from datetime import timedelta
from logging.handlers import WatchedFileHandler

from dotenv import load_dotenv
from flask import Flask, redirect, request, session
from sqlalchemy import create_engine, text
from werkzeug.middleware.proxy_fix import ProxyFix

load_dotenv(os.path.join(os.path.dirname(os.path.abspath(__file__)), '.env'))

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
app.config.update(
    SECRET_KEY=os.environ['SECRET_KEY'],
    SESSION_COOKIE_SECURE=os.environ['SESSION_COOKIE_SECURE'] == 'True',
    SESSION_COOKIE_HTTPONLY=os.environ['SESSION_COOKIE_HTTPONLY'] == 'True',
    SESSION_COOKIE_SAMESITE=os.environ['SESSION_COOKIE_SAMESITE'] or None,
    PERMANENT_SESSION_LIFETIME=timedelta(seconds=int(os.environ['PERMANENT_SESSION_LIFETIME'])),
)
handler = WatchedFileHandler(os.environ.get('LOG_FILE', 'logs/app.log'))
handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s %(message)s'))
app.logger.addHandler(handler)
app.logger.setLevel(logging.INFO)
app.logger.info('started')

database = create_engine(os.environ['DATABASE_URL'])


def page(title, body):
    return f'<!doctype html><html lang="en"><title>{title}</title><h1>{title}</h1><p>{body}</p></html>'


@app.get('/')
def start():
    with database.connect() as connection:
        customers = connection.execute(text('SELECT count(*) FROM customers')).scalar()
    return page('Shop', f'{customers} customers trust us.')


@app.route('/login', methods=['GET', 'POST'])
def login():
    if request.method == 'POST':
        app.logger.warning('failed login')
        return page('Sign in', 'Wrong name or password.'), 401
    session.permanent = True
    session['csrf'] = os.urandom(16).hex()
    return page('Sign in', 'Name and password, please.')


@app.get('/account')
def account():
    return redirect('/login')


@app.after_request
def cross_origin(response):
    allowed = os.environ.get('CORS_ORIGIN')
    if allowed == 'reflect' and 'Origin' in request.headers:
        response.headers['Access-Control-Allow-Origin'] = request.headers['Origin']
        response.headers['Access-Control-Allow-Credentials'] = 'true'
    return response


@app.errorhandler(404)
def not_found(_):
    return page('Not found', 'There is nothing here.'), 404


@app.errorhandler(500)
def broken(_):
    return page('Sorry', 'Something went wrong; it is in our logs.'), 500
