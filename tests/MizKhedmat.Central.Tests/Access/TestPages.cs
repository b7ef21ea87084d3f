using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>Pages <c>/test/national</c>, <c>/test/province</c> and <c>/test/agency</c> behind the policies of the workspaces.</summary>
internal sealed class TestPages : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/test"), branch => branch
            .UseRouting().UseAuthentication().UseAuthorization().UseEndpoints(endpoints =>
            {
                foreach (var policy in (string[])[AccessRoom.National, AccessRoom.Province, AccessRoom.Agency])
                {
                    endpoints.MapGet("/test/" + policy, (HttpContext context) => $"{SignedIn.RoleOf(context.User)} {SignedIn.ScopeOf(context.User)}")
                        .RequireAuthorization(policy);
                }
            }));
        next(app);
    };
}
