using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>Certificates of servers, made for one test.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Past = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = Past.AddYears(80);

    /// <param name="issuer">Who signs it; null: itself.</param>
    /// <param name="until">Null: for long.</param>
    public static X509Certificate2 For(string host, X509Certificate2? issuer = null, DateTimeOffset? until = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        if (issuer is null)
        {
            using var own = request.CreateSelfSigned(Past, until ?? Future);
            return Reloaded(own);
        }

        using var signed = request.Create(issuer, Past, until ?? Future, [1, 2, 3]);
        using var whole = signed.CopyWithPrivateKey(key);
        return Reloaded(whole);
    }

    public static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var own = request.CreateSelfSigned(Past, Future);
        return Reloaded(own);
    }

    private static X509Certificate2 Reloaded(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
