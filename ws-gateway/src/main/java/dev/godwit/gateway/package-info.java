/// The gateway: holds the clients' sockets. Its parts are made here and nowhere else.
@NullMarked
package dev.godwit.gateway;

import org.jspecify.annotations.NullMarked;
