using Harvester.Core.Access;
using Harvester.Core.Ports;
using Harvester.Web.Actions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web.Accounts;

/// <summary>What it takes to sign people in.</summary>
internal static class SignedIn
{
    public static void Add(IServiceCollection services, HarvesterWebOptions options)
    {
        var protection = services.AddDataProtection().SetApplicationName("harvester");
        if (options.Keys is { } folder)
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        else
            protection.UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(forms =>
        {
            forms.FormFieldName = Sessions.FormField;
            forms.HeaderName = null;
            forms.Cookie.Name = Sessions.FormCookieName;
            // A link from elsewhere must not replace the cookie under pages that are open.
            forms.Cookie.SameSite = SameSiteMode.Lax;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The pages' policy forbids frames already.
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton(provider => new AccessDesk(provider.GetRequiredService<IStore>(), options.Municipalities, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<Desks>();
    }
}
