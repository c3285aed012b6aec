package dev.godwit.internalapi;

/// Every call of the internal API: its path and what goes in and comes out. All are `POST` of CBOR
/// with `Authorization: Bearer` and the internal secret; 503 means that nothing is known to have
/// happened.
public record InternalCall<Q, A>(String path, ApiCodec<Q> request, ApiCodec<A> answer) {
    public static final String MEDIA_TYPE = "application/cbor";

    /// A header of every answer, health included, of a chat service that loses hints at the moment:
    /// it cannot look up presence, or not publish, or not fast enough. Gateways had better ask.
    public static final String HINTS_UNWELL = "godwit-hints-unwell";

    public static final InternalCall<SendBatch, SendBatch.Answer> SEND =
            call("/internal/v1/send", SendBatch.class, SendBatch.Answer.class);
    public static final InternalCall<OpenBatch, OpenBatch.Answer> OPEN =
            call("/internal/v1/open", OpenBatch.class, OpenBatch.Answer.class);
    public static final InternalCall<AckBatch, AckBatch.Answer> ACK =
            call("/internal/v1/ack", AckBatch.class, AckBatch.Answer.class);
    public static final InternalCall<ReadBatch, ReadBatch.Answer> READ =
            call("/internal/v1/read", ReadBatch.class, ReadBatch.Answer.class);
    public static final InternalCall<HeadsBatch, HeadsBatch.Answer> HEADS =
            call("/internal/v1/heads", HeadsBatch.class, HeadsBatch.Answer.class);
    public static final InternalCall<DisplaceBatch, DisplaceBatch.Answer> DISPLACE =
            call("/internal/v1/displace", DisplaceBatch.class, DisplaceBatch.Answer.class);

    private static <Q, A> InternalCall<Q, A> call(String path, Class<Q> request, Class<A> answer) {
        return new InternalCall<>(path, new ApiCodec<>(request), new ApiCodec<>(answer));
    }
}
