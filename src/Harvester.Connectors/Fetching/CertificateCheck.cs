using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// Judges servers' certificates as the system does, and says in words what it refuses: a certificate that ran out is the site's to renew, one for
/// another name is often an address that moved. There is no way to turn this off.
/// </summary>
internal static class CertificateCheck
{
    /// <summary>Options for <see cref="SocketsHttpHandler.SslOptions"/>.</summary>
    /// <param name="trustedRoot">Trusted in place of the system's authorities; null: those are.</param>
    public static SslClientAuthenticationOptions Options(X509Certificate2? trustedRoot)
    {
        // A certificate that lacks its chain names an address to fetch it from: any address, past the guard.
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (trustedRoot is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.Add(trustedRoot);
        }

        return new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Validate, CertificateChainPolicy = policy };
    }

    private static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        var faults = Faults(certificate as X509Certificate2, chain, errors, (sender as SslStream)?.TargetHostName).ToList();
        throw new CertificateRefusedException(
            faults.Select(f => f.Code).FirstOrDefault("tls"), faults.Count == 0 ? $"its certificate is refused ({errors})" : string.Join("; ", faults.Select(f => f.Words)));
    }

    /// <summary>The one to mend first comes first.</summary>
    private static IEnumerable<(string Code, string Words)> Faults(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string? host)
    {
        if (certificate is null)
        {
            yield return ("tls", "it shows no certificate");
            yield break;
        }

        var states = chain?.ChainElements.SelectMany(e => e.ChainElementStatus).Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status) ?? X509ChainStatusFlags.NoError;
        states = chain?.ChainStatus.Aggregate(states, (all, s) => all | s.Status) ?? states;
        if (states.HasFlag(X509ChainStatusFlags.NotTimeValid))
            yield return ("tls-expired", Time(certificate, chain!));
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return ("tls-wrong-name", $"its certificate is for {Names(certificate)}, not for {host}");
        if (states.HasFlag(X509ChainStatusFlags.PartialChain) && certificate.Issuer != certificate.Subject)
            yield return ("tls-incomplete-chain", $"it does not send the certificate of its issuer, {certificate.Issuer}, as it must");
        else if (states.HasFlag(X509ChainStatusFlags.UntrustedRoot) || states.HasFlag(X509ChainStatusFlags.PartialChain))
            yield return ("tls-untrusted", certificate.Issuer == certificate.Subject ? "its certificate is signed by itself" : $"its certificate comes from an authority that this system does not trust, {chain!.ChainElements[^1].Certificate.Subject}");
        const X509ChainStatusFlags Named = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        if ((states & ~Named) is var other and not X509ChainStatusFlags.NoError)
            yield return ("tls", $"its certificate is refused ({other})");
    }

    private static string Time(X509Certificate2 certificate, X509Chain chain)
    {
        var late = chain.ChainElements.FirstOrDefault(e => e.ChainElementStatus.Any(s => s.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))?.Certificate ?? certificate;
        var whose = late.Equals(certificate) ? "its certificate" : $"the certificate of its issuer {late.Subject}";
        return $"{whose} is valid from {Day(late.NotBefore)} to {Day(late.NotAfter)} only";
    }

    private static string Names(X509Certificate2 certificate)
    {
        string[] names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } san
            ? [.. san.EnumerateDnsNames(), .. san.EnumerateIPAddresses().Select(a => a.ToString())]
            : [];
        return names.Length == 0 ? certificate.Subject : string.Join(", ", names.Take(3)) + (names.Length > 3 ? " …" : "");
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
