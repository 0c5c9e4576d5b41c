using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Harvester.Connectors.Fetching;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Webhooks;

/// <summary>
/// Notices as JSON by POST, through the address guard like everything else. No redirect is followed: what was subscribed is where it goes. Answers of 2xx are
/// success; the body of an answer is not read.
/// </summary>
/// <param name="secret">Signs each document, where there is one.</param>
/// <param name="patience">For the whole exchange; null: 15 seconds.</param>
public sealed class WebhookChannel(Network network, string? secret, TimeSpan? patience = null) : IDeliveryChannel
{
    /// <summary>Header with <c>sha256=</c> and the HMAC-SHA256 of the body in hexadecimal, by the shared secret.</summary>
    public const string SignatureHeader = "X-Harvester-Signature";

    /// <summary>Header with the id of the delivery: the same comes again after a failure.</summary>
    public const string DeliveryHeader = "X-Harvester-Delivery";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public DeliveryKind Kind => DeliveryKind.Webhook;

    /// <inheritdoc/>
    public async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var url = new Uri(delivery.Target);
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("User-Agent", network.UserAgent);
        request.Headers.TryAddWithoutValidation(DeliveryHeader, delivery.Id);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation(SignatureHeader, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var timeout = new CancellationTokenSource(patience ?? Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await network.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
                throw new DeliveryException(string.Create(CultureInfo.InvariantCulture, $"{url.Host} answered with status {(int)response.StatusCode}"), closesChannel: false);
        }
        catch (OperationCanceledException fault) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"{url.Host} did not answer in time", closesChannel: false, fault);
        }
        catch (HttpRequestException fault)
        {
            throw new DeliveryException(FetchFaults.Transport(url, url, fault).Fault.Message, closesChannel: false, fault);
        }
    }
}
