package org.thalweg.spark;

/// An evaluation on the cluster has failed. The cause is Spark's exception, among whose causes is that of the executor.
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
