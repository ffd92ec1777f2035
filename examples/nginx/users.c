/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0 */

#include "parts.h"

enum { SOCKS_MOST = 255 }; /* octets of a name, and of a password: RFC 1929 section 2 */

/* Of each: its size, and its octets, with zeros behind. */
typedef struct {
  u_char name[1 + SOCKS_MOST];
  u_char password[1 + SOCKS_MOST];
} socks_user_t;

/* Neither size may be above SOCKS_MOST. */
static void socks_set_user(socks_user_t* user, hw_text name, hw_text password) {
  ngx_memzero(user, sizeof(*user));
  user->name[0] = (u_char)name.size;
  user->password[0] = (u_char)password.size;
  ngx_memcpy(user->name + 1, name.data, name.size);
  ngx_memcpy(user->password + 1, password.data, password.size);
}

/* Takes one line of the file: nginx has cut it into words. */
static char* socks_add_user(ngx_conf_t* cf, ngx_command_t* unused, void* users) {
  const ngx_str_t* words = cf->args->elts;
  if (cf->args->nelts != 2) return "a line has a name and a password";
  if (words[0].len == 0 || words[0].len > SOCKS_MOST || words[1].len == 0 ||
      words[1].len > SOCKS_MOST) {
    return "a name and a password have 1 to 255 octets each";
  }
  socks_user_t* user = ngx_array_push(users);
  if (user == NULL) return NGX_CONF_ERROR;
  socks_set_user(user, (hw_text){(const char*)words[0].data, words[0].len},
                 (hw_text){(const char*)words[1].data, words[1].len});
  return NGX_CONF_OK;
}

char* ngx_socks_set_users(ngx_conf_t* cf, ngx_command_t* command, void* conf) {
  ngx_array_t** users = (ngx_array_t**)((u_char*)conf + command->offset);
  ngx_str_t path = ((ngx_str_t*)cf->args->elts)[1];
  const ngx_conf_t before = *cf;
  if (*users != NGX_CONF_UNSET_PTR) return "is duplicate";
  *users = NULL;
  if (ngx_strcmp(path.data, "none") == 0) return NGX_CONF_OK;
  *users = ngx_array_create(cf->pool, 8, sizeof(socks_user_t));
  if (*users == NULL || ngx_conf_full_name(cf->cycle, &path, 1) != NGX_OK) return NGX_CONF_ERROR;
  cf->handler = socks_add_user;
  cf->handler_conf = (void*)*users;
  char* result = ngx_conf_parse(cf, &path);
  *cf = before;
  return result;
}

ngx_uint_t ngx_socks_has_user(const ngx_array_t* users, hw_text name, hw_text password) {
  const socks_user_t* user = users->elts;
  socks_user_t given;
  ngx_uint_t found = 0;
  if (name.size > SOCKS_MOST || password.size > SOCKS_MOST) return 0;
  socks_set_user(&given, name, password);
  for (ngx_uint_t i = 0; i < users->nelts; i++) {
    int different = 0;
    for (size_t k = 0; k <= SOCKS_MOST; k++) {
      different |= (given.name[k] ^ user[i].name[k]) | (given.password[k] ^ user[i].password[k]);
    }
    found |= different == 0;
  }
  return found;
}
