using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Harvester.Connectors.Fetching.Recording;

/// <summary>A fault of the network, so that a replay meets the same.</summary>
/// <param name="Kind"><c>timeout</c>, <c>socket</c>, <c>tls</c>, <c>address-refused</c>, <c>http</c>, <c>broken</c>, <c>bad-compression</c>.</param>
/// <param name="Code">The socket's error, what is wrong with the certificate, the address that was refused, or <c>connecting</c>.</param>
internal sealed record RecordedFault(string Kind, string? Code, string? Message)
{
    /// <summary>At which step of HTTP it happened (<see cref="HttpRequestError"/>); null where that is not known.</summary>
    public string? Step { get; init; }

    /// <summary>Null for a fault that is none of the network's: a stop, or one of ours.</summary>
    /// <param name="stop">A person's stop, which looks like a time-out.</param>
    public static RecordedFault? Of(Exception exception, CancellationToken stop)
    {
        if (exception is OperationCanceledException)
            return stop.IsCancellationRequested ? null : new RecordedFault("timeout", exception.InnerException is TimeoutException ? "connecting" : null, null);
        if (exception is OutOfTimeException { Connecting: var connecting })
            return new RecordedFault("timeout", connecting ? "connecting" : null, null);
        if (exception is InvalidDataException)
            return new RecordedFault("bad-compression", null, exception.Message);
        if (exception is not (HttpRequestException or IOException))
            return null;
        var step = (exception as HttpRequestException)?.HttpRequestError;
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (OfCause(cause) is { } known)
                return known with { Step = step?.ToString() };
        }

        return new RecordedFault(step is null ? "broken" : "http", null, exception.Message) { Step = step?.ToString() };
    }

    /// <summary>The same without a key that the server echoes into it.</summary>
    public RecordedFault Hidden(Func<string, string> hide) => this with { Message = Message is null ? null : hide(Message) };

    /// <summary>What the network threw before an answer came.</summary>
    public Exception AgainInsteadOfAnAnswer(Uri url) => Again(url) is IOException e ? new HttpRequestException(e.Message, e) : Again(url);

    /// <summary>What the network threw, without the wait.</summary>
    public Exception Again(Uri url) => Kind switch
    {
        "timeout" => new OutOfTimeException(Idle: false, Connecting: Code is "connecting"),
        "bad-compression" => new InvalidDataException(Message),
        "socket" => Http(new SocketException((int)(Enum.TryParse<SocketError>(Code, out var error) ? error : SocketError.SocketError))),
        "tls" => Http(Code is null ? new AuthenticationException(Message) : new CertificateRefusedException(Code, Message ?? "")),
        "address-refused" => Http(new AddressRefusedException(url.Host, IPAddress.TryParse(Code, out var address) ? address : IPAddress.None)),
        "http" => Http(null),
        _ => new IOException(Message),
    };

    private HttpRequestException Http(Exception? cause) =>
        new(Enum.TryParse<HttpRequestError>(Step, out var step) ? step : HttpRequestError.Unknown, Message, cause);

    private static RecordedFault? OfCause(Exception cause) => cause switch
    {
        AddressRefusedException refused => new RecordedFault("address-refused", refused.Address.ToString(), null),
        CertificateRefusedException refused => new RecordedFault("tls", refused.Code, refused.Message),
        AuthenticationException => new RecordedFault("tls", null, cause.Message),
        SocketException socket => new RecordedFault("socket", socket.SocketErrorCode.ToString(), null),
        _ => null,
    };
}
