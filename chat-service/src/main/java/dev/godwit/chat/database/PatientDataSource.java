package dev.godwit.chat.database;

import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

import javax.sql.DataSource;

/// Connections to PostgreSQL for the pool, which waits here until there is one: its own pauses
/// between attempts grow to five seconds, and so long nothing would be accepted although PostgreSQL
/// is back. Thread-safe; closing ends the waiting.
final class PatientDataSource implements DataSource, AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(PatientDataSource.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String url;
    private final Properties properties;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AlarmThrottle alarms = new AlarmThrottle(Duration.ofSeconds(10));
    private volatile int loginTimeout;

    PatientDataSource(String url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                return DriverManager.getConnection(url, properties);
            } catch (SQLException e) {
                warn(e);
                pause(e);
            }
        }
    }

    /// Now and then: every thread that the pool makes connections with comes here.
    private void warn(SQLException failure) {
        if (!alarms.isDue()) return;
        LOG.atWarn()
                .addKeyValue("state", failure.getSQLState())
                .addKeyValue("reason", failure.getMessage())
                .log("no connection to PostgreSQL");
    }

    private void pause(SQLException failure) throws SQLException {
        try {
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("logs go elsewhere");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("logs go elsewhere");
    }

    /// Nobody waits for a connection any more.
    @Override
    public void close() {
        closed.countDown();
    }

    /// How long the pool waits for attempts when it is closed; each has the limits of its
    /// properties.
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs go elsewhere");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
